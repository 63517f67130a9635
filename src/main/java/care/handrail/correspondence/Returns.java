package care.handrail.correspondence;

import care.handrail.correspondence.store.DispatchTable;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of what was sent, and by which channels nothing goes out, beside the clinic's work: others do not
 * call us. Two nodes that do it at once do no harm, because each row is locked and asked for its state.
 */
@Component
class Returns {

    /** After this a gateway has given up, and its answer does not change any more. */
    private static final Duration ASK_FOR = Duration.ofHours(72);

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

    /** Does all of it once. */
    @Scheduled(
            initialDelayString = "${handrail.correspondence.look-every}",
            fixedDelayString = "${handrail.correspondence.look-every}")
    void look() {
        outages.look();
        mail.read(correspondence::bounced);
        if (sms.isConfigured()) {
            for (var dispatch : table.fateUnknown(sms.channel(), clock.instant().minus(ASK_FOR), AT_ONCE)) {
                sms.fateOf(String.valueOf(dispatch.providerId())).ifPresent(fate -> {
                    switch (fate) {
                        case DELIVERED -> table.fateKnown(dispatch.id());
                        case NEVER_ARRIVES -> correspondence.bounced(dispatch.id());
                        case ON_ITS_WAY -> {}
                    }
                });
            }
        }
    }
}
