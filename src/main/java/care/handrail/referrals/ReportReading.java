package care.handrail.referrals;

import care.handrail.access.Role;
import care.handrail.patients.FiledDocuments.FiledDocumentsChanged;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.signoffs.SignOffState;
import care.handrail.signoffs.SignOffs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Has the report of another service read and signed by a clinician: everything that services wrote, and every document of it. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ReportReading {

    private final OutboundReferralStore referrals;
    private final SignOffs signOffs;

    ReportReading(OutboundReferralStore referrals, SignOffs signOffs) {
        this.referrals = referrals;
        this.signOffs = signOffs;
    }

    /** How far the reading is. */
    public enum Reading {
        /** A clinician has signed what the report says now. */
        READ,
        /** Nobody has: not yet, or it has been changed since. */
        UNREAD,
        /** A clinician has said that it cannot be signed. */
        NOT_ENOUGH
    }

    /**
     * Asks clinicians to read and sign the report. One who has been asked and has not decided yet goes on: that work has a
     * due date and an escalation of its own, and whoever signs is shown the report as it is then.
     */
    public void askForSignature(String id) {
        if (signOffs.of(ReportToSign.KIND, id).stream()
                .anyMatch(asked -> asked.state().isOpen())) {
            return;
        }
        var referral = referrals.findById(id).orElseThrow(ReferralNotFoundException::new);
        signOffs.request(new SignOffs.Request(
                ReportToSign.KIND,
                id,
                referral.reference(),
                referral.patientId(),
                referral.episodeId().orElse(null),
                referral.site(),
                referral.serviceLine(),
                referral.service(),
                Role.CLINICIAN,
                referral.urgent() ? "urgent" : null,
                null,
                id));
    }

    /** Returns how far the reading of the report is, as the report is now. */
    public Reading reading(String id) {
        if (signOffs.signed(ReportToSign.KIND, id)) {
            return Reading.READ;
        }
        return signOffs.of(ReportToSign.KIND, id).stream()
                .findFirst()
                .filter(newest -> !newest.signatures().isEmpty())
                .filter(newest ->
                        newest.state() == SignOffState.REJECTED || newest.state() == SignOffState.CHANGES_ASKED)
                .map(newest -> Reading.NOT_ENOUGH)
                .orElse(Reading.UNREAD);
    }

    /** Looks whether a signature still holds after something came that may be part of the report. */
    @Transactional(propagation = Propagation.REQUIRED)
    public void mayHaveChanged(String id) {
        if (!signOffs.of(ReportToSign.KIND, id).isEmpty()) {
            signOffs.changed(ReportToSign.KIND, id);
        }
    }

    @EventListener
    void on(FiledDocumentsChanged changed) {
        mayHaveChanged(changed.episodeId());
    }
}
