package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import org.junit.jupiter.api.Test;

@PathTest("CancelReferral")
class CancelReferralPathTests {

    @Test
    void passesTheWishOnToTheReferral(Walk walk) {
        walk.start(with("cancelReason", "not-needed-any-more"))
                .endedAt("EndEvent_WishPassedOn")
                .ran("passCancelOn", 1)
                .has("cancelReason", "not-needed-any-more");
    }
}
