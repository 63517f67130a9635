package care.handrail.referrals;

import static care.handrail.referrals.ReferralState.ACCEPTED;
import static care.handrail.referrals.ReferralState.ATTENDED;
import static care.handrail.referrals.ReferralState.CANCELLED;
import static care.handrail.referrals.ReferralState.CLOSED;
import static care.handrail.referrals.ReferralState.DELIVERED;
import static care.handrail.referrals.ReferralState.DRAFT;
import static care.handrail.referrals.ReferralState.INFO_NEEDED;
import static care.handrail.referrals.ReferralState.NO_SHOW;
import static care.handrail.referrals.ReferralState.RECEIVED;
import static care.handrail.referrals.ReferralState.REJECTED;
import static care.handrail.referrals.ReferralState.REPORT_BACK;
import static care.handrail.referrals.ReferralState.SCHEDULED;
import static care.handrail.referrals.ReferralState.SENT;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can happen to a referral to another service, in which state, and the state that it leads to. */
public enum ReferralEvent {
    /** A clinician may send it again whatever has happened, for example to another service. */
    SEND(SENT, EnumSet.complementOf(EnumSet.of(CLOSED, CANCELLED))),
    DELIVER(DELIVERED, EnumSet.of(SENT)),
    RETURN(DRAFT, EnumSet.of(SENT)),
    /** The service says that it has it. */
    RECEIVE(RECEIVED, EnumSet.of(SENT, DELIVERED)),
    ASK(INFO_NEEDED, EnumSet.of(SENT, DELIVERED, RECEIVED, ACCEPTED, SCHEDULED)),
    ACCEPT(ACCEPTED, EnumSet.of(SENT, DELIVERED, RECEIVED, INFO_NEEDED)),
    REJECT(REJECTED, EnumSet.of(SENT, DELIVERED, RECEIVED, INFO_NEEDED, ACCEPTED, SCHEDULED)),
    /** An appointment, or another one. Who gives one has accepted. */
    SCHEDULE(SCHEDULED, EnumSet.of(SENT, DELIVERED, RECEIVED, INFO_NEEDED, ACCEPTED, SCHEDULED, NO_SHOW)),
    ATTEND(ATTENDED, EnumSet.of(SENT, DELIVERED, RECEIVED, INFO_NEEDED, ACCEPTED, SCHEDULED, NO_SHOW)),
    MISS(NO_SHOW, EnumSet.of(ACCEPTED, SCHEDULED)),
    /** A report, or a further one. */
    REPORT(
            REPORT_BACK,
            EnumSet.of(SENT, DELIVERED, RECEIVED, INFO_NEEDED, ACCEPTED, SCHEDULED, ATTENDED, NO_SHOW, REPORT_BACK)),
    /** Called off; the service has been asked unless it never had it. */
    CANCEL(CANCELLED, EnumSet.of(DRAFT, SENT, DELIVERED, RECEIVED, INFO_NEEDED, ACCEPTED, SCHEDULED, NO_SHOW)),
    CLOSE(CLOSED, EnumSet.of(REJECTED, ATTENDED, REPORT_BACK));

    /** What the receiving service can tell, in the order in which it is expected. */
    private static final Set<ReferralEvent> NEWS =
            EnumSet.of(RECEIVE, ASK, ACCEPT, REJECT, SCHEDULE, ATTEND, MISS, REPORT);

    private final ReferralState to;
    private final Set<ReferralState> from;

    ReferralEvent(ReferralState to, Set<ReferralState> from) {
        this.to = to;
        this.from = from;
    }

    /** Returns the state that it leads to. */
    public ReferralState to() {
        return to;
    }

    /** Tells whether it can happen in the state. */
    public boolean canHappenIn(ReferralState state) {
        return from.contains(state);
    }

    /** Returns what a service tells by the code of the state that it reports, for example {@code accepted}. */
    public static Optional<ReferralEvent> ofNews(String code) {
        return news().filter(event -> event.code().equals(code)).findFirst();
    }

    /** Returns what a service can tell. */
    public static Stream<ReferralEvent> news() {
        return NEWS.stream();
    }

    /** Tells whether it is something that a service tells. */
    public boolean isNews() {
        return NEWS.contains(this);
    }

    /** Returns the name as diagrams and the interface write it: that of the state that it leads to. */
    public String code() {
        return to.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
