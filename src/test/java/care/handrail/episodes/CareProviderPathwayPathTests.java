package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathTest(
        value = "CareProviderPathway",
        stubs = {"Registration", "Assessment", "Treatment", "FollowUp", "Discharge", "ImmediateReview", "HoldUp"})
class CareProviderPathwayPathTests extends PathwayBehaviour {

    @Override
    Walk treatmentBegins(Walk walk) {
        return careBegins(
                agreeing(walk).complete("Task_AgreeStartOfCare", "coordinator", Map.of("episodeOutcome", "agreed")));
    }

    @Override
    Walk followedUp(Walk walk) {
        return followUpBegins(walk).notPassed("Task_AgreeStartOfCare", "Call_Treatment");
    }

    @Override
    Walk moreToDo(Walk walk) {
        return careBegins(walk);
    }

    @Test
    void agreesTheStartAfterAHoldUp(Walk walk) {
        heldUp(walk).returnFrom("HoldUp", Map.of("holdUpOutcome", "continue"));
        agreeing(walk);
    }

    @Test
    void closesTheEpisodeWhenTheStartCannotBeAgreed(Walk walk) {
        heldUp(walk)
                .returnFrom("HoldUp", Map.of("holdUpOutcome", "closed-declined"))
                .endedAt("EndEvent_EpisodeClosed")
                .has("episodeOutcome", "closed-declined")
                .ran("closeEpisode", 1);
    }

    @Test
    void escalatesAStartThatNobodyAgrees(Walk walk) {
        agreeing(assessed("treat", walk)).late("Task_AgreeStartOfCare").late("Task_AgreeStartOfCare");
    }

    private static Walk heldUp(Walk walk) {
        return agreeing(assessed("treat", walk))
                .complete(
                        "Task_AgreeStartOfCare",
                        "coordinator",
                        Map.of("episodeOutcome", "cannot-go-on", "holdUpReason", "payer-pending"))
                .waitsAt("Return_HoldUp")
                .calledWith("HoldUp", with(ENVELOPE, "holdUpReason", "payer-pending"));
    }

    private static Walk agreeing(Walk walk) {
        return walk.opens("Task_AgreeStartOfCare", "AgreeStartOfCare", "care-coordination");
    }

    private static Walk careBegins(Walk walk) {
        return walk.waitsAt("Return_Treatment").calledWith("Treatment", with(ENVELOPE, "assessmentQueue", "nursing"));
    }
}
