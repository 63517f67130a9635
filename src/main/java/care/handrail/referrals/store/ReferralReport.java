package care.handrail.referrals.store;

import care.handrail.referrals.ReportState;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Our report to whoever referred a patient, about the end of the care; guards which state may follow which. There is one
 * for each end: an episode that is reopened after a report went out gets another. Holds codes and opaque ids.
 */
@Entity
@Table(name = "hr_referral_report")
public class ReferralReport extends Aggregate {

    private String referralId;
    private String episodeId;
    private String patientId;
    private String reference;
    private String site;
    private String serviceLine;

    @Enumerated(EnumType.STRING)
    private ReportState state;

    /** How often it was sent. */
    private int sendings;

    private @Nullable String notSentReason;
    private Instant openedAt;
    private @Nullable Instant settledAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected ReferralReport() {}

    /** Awaits the end of the care that the referral opened. */
    public ReferralReport(String id, InboundReferral referral, String episodeId, Instant now) {
        super(id);
        this.referralId = referral.getId();
        this.episodeId = episodeId;
        this.patientId = referral.patientId();
        this.reference = referral.reference();
        this.site = referral.site();
        this.serviceLine = referral.serviceLine();
        this.state = ReportState.AWAITED;
        this.openedAt = now;
    }

    /** Notes that the care has ended. */
    public void fallDue() {
        become(ReportState.DUE);
    }

    /** Notes that the care goes on after all. */
    public void waitOn() {
        become(ReportState.AWAITED);
    }

    /** Notes that a letter is handed over to be sent. */
    public void send() {
        become(ReportState.SENDING);
        sendings++;
    }

    /**
     * Ends it.
     *
     * @param end what became of it
     * @param reason code of why nothing was sent; null when something was
     */
    public void settle(ReportState end, @Nullable String reason, Instant now) {
        become(end);
        notSentReason = reason;
        settledAt = now;
    }

    private void become(ReportState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(
                    "The report about the referral %s is %s and cannot become %s.".formatted(reference, state, next));
        }
        state = next;
    }

    public String referralId() {
        return referralId;
    }

    public String episodeId() {
        return episodeId;
    }

    public String patientId() {
        return patientId;
    }

    public String reference() {
        return reference;
    }

    public String site() {
        return site;
    }

    public String serviceLine() {
        return serviceLine;
    }

    public ReportState state() {
        return state;
    }

    public int sendings() {
        return sendings;
    }
}
