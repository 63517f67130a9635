package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;

@PathTest(
        value = "PhysiotherapyPathway",
        stubs = {"Registration", "Assessment", "Treatment", "FollowUp", "Discharge", "ImmediateReview"})
class PhysiotherapyPathwayPathTests extends PathwayBehaviour {

    @Override
    Walk treatmentBegins(Walk walk) {
        return walk.waitsAt("Return_Treatment").calledWith("Treatment", with(ENVELOPE, "assessmentQueue", "nursing"));
    }

    @Override
    Walk followedUp(Walk walk) {
        return treatmentBegins(walk).notPassed("Call_FollowUp").has("followUpDate", DAY);
    }

    @Override
    Walk moreToDo(Walk walk) {
        return treatmentBegins(walk);
    }
}
