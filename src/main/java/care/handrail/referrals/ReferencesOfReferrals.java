package care.handrail.referrals;

import care.handrail.patients.PatientReferences;
import care.handrail.referrals.store.OutboundReferralStore;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows a referral to another service by the reference on our letter: what the service sends is filed under it. */
@Component
class ReferencesOfReferrals implements PatientReferences {

    private final OutboundReferralStore referrals;

    ReferencesOfReferrals(OutboundReferralStore referrals) {
        this.referrals = referrals;
    }

    @Override
    public Optional<Referred> find(String reference) {
        return referrals
                .withReference(reference.strip().toUpperCase(Locale.ROOT))
                .map(referral ->
                        new Referred(referral.patientId(), referral.getId(), referral.site(), referral.serviceLine()));
    }
}
