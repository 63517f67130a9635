package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.ENVELOPE;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("ImmediateReview")
class ImmediateReviewPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"go-on", "advised", "emergency-care"})
    void aClinicianSeesTheEnquiryAndSaysHowUrgentItIs(String outcome, Walk walk) {
        seeing(walk)
                .complete("Task_SeeEnquiryNow", "clinician", Map.of("seenOutcome", outcome, "urgency", "routine"))
                .endedAt("EndEvent_EnquirySeen")
                .ran("passUrgencyOn", 1)
                .has("seenOutcome", outcome)
                .has("urgency", "routine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand-over", "cannot-reach"})
    void staysOpenUntilAClinicianHasSeenIt(String outcome, Walk walk) {
        seeing(walk)
                .complete("Task_SeeEnquiryNow", "clinician", Map.of("seenOutcome", outcome))
                .opens("Task_SeeEnquiryNow", "SeeEnquiryNow", "clinician")
                .ran("passUrgencyOn", 0);
    }

    @Test
    void escalatesWhileNobodyLooks(Walk walk) {
        seeing(walk).late("Task_SeeEnquiryNow").late("Task_SeeEnquiryNow");
    }

    private static Walk seeing(Walk walk) {
        return walk.start(ENVELOPE).opens("Task_SeeEnquiryNow", "SeeEnquiryNow", "clinician");
    }
}
