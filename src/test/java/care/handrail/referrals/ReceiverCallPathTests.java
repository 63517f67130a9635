package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathTest("ReceiverCall")
class ReceiverCallPathTests {

    @Test
    void passesOnWhatAServiceTellsOnTheTelephone(Walk walk) {
        walk.startByForm(
                        "reception",
                        Map.of(
                                "reference", "K7QM-2XWD",
                                "referralSpeaker", "county-radiology",
                                "referralNews", "accepted"),
                        with())
                .endedAt("EndEvent_NewsPassedOn")
                .ran("passReferralNewsOn", 1)
                .has("referralNews", "accepted")
                .has("referralSpeaker", "county-radiology");
    }
}
