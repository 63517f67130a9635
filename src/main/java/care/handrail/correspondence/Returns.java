package care.handrail.correspondence;

import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.DispatchTable;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of what was sent, and by which channels nothing goes out, beside the clinic's work: others do not
 * call us. Two nodes that do it at once do no harm, because each row is locked and asked for its state.
 */
@Component
class Returns {

    /** Notify tries for 72 hours, says only then that it has failed, and keeps the answer for so long. */
    static final Duration ASK_FOR = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(Returns.class);

    private static final int AT_ONCE = 100;

    private final DispatchTable table;
    private final Correspondence correspondence;
    private final ReturnedMail mail;
    private final SmsCarrier sms;
    private final ChannelOutages outages;
    private final Clock clock;

    Returns(
            DispatchTable table,
            Correspondence correspondence,
            ReturnedMail mail,
            SmsCarrier sms,
            ChannelOutages outages,
            Clock clock) {
        this.table = table;
        this.correspondence = correspondence;
        this.mail = mail;
        this.sms = sms;
        this.outages = outages;
        this.clock = clock;
    }

    /** Does all of it once. What fails keeps nothing else from being done. */
    @Scheduled(
            initialDelayString = "${handrail.correspondence.look-every}",
            fixedDelayString = "${handrail.correspondence.look-every}")
    void look() {
        byItself(outages::look);
        byItself(() -> mail.read(correspondence::bounced));
        byItself(this::askForFates);
        byItself(this::giveUpAsking);
    }

    private void askForFates() {
        if (sms.isConfigured()) {
            for (var dispatch : table.fateUnknown(sms.channel(), clock.instant().minus(ASK_FOR), AT_ONCE)) {
                byItself(() -> askForFate(dispatch));
                table.askedFate(dispatch.id(), clock.instant());
            }
        }
    }

    private void askForFate(Dispatch dispatch) {
        sms.fateOf(String.valueOf(dispatch.providerId())).ifPresent(fate -> {
            switch (fate) {
                case DELIVERED -> table.fateKnown(dispatch.id());
                case NEVER_ARRIVES -> correspondence.bounced(dispatch.id());
                case ON_ITS_WAY -> {}
            }
        });
    }

    private void giveUpAsking() {
        var sentBy = clock.instant().minus(ASK_FOR);
        for (var dispatch : table.neverAnswered(sms.channel(), sentBy, AT_ONCE)) {
            byItself(() -> correspondence.neverAnswered(dispatch.id(), sentBy));
        }
    }

    private static void byItself(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.error(
                    "Part of the look at what became of what was sent has failed: {}",
                    e.getClass().getName());
        }
    }
}
