package care.handrail.referrals;

import care.handrail.records.KeepsRecord;
import care.handrail.referrals.store.OutboundReferralStore;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the record of whoever is referred until a clinician has closed the referral. */
@Component
class ReferralsKeepRecord implements KeepsRecord {

    private final OutboundReferralStore referrals;

    ReferralsKeepRecord(OutboundReferralStore referrals) {
        this.referrals = referrals;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> whyKept(String patientId) {
        return referrals.lockOpenOf(patientId).stream()
                .map(referral -> "The referral %s is %s: a clinician has yet to close it."
                        .formatted(referral.reference(), referral.state().code()))
                .findFirst();
    }
}
