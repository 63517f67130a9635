package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;

@PathTest(
        value = "PatientPathway",
        stubs = {"Registration", "Assessment", "Treatment", "FollowUp", "Discharge", "ImmediateReview"})
class PatientPathwayPathTests extends PathwayBehaviour {

    @Override
    Walk treatmentBegins(Walk walk) {
        return walk.waitsAt("Return_Treatment").calledWith("Treatment", with(ENVELOPE, "assessmentQueue", "nursing"));
    }

    @Override
    Walk followedUp(Walk walk) {
        return followUpBegins(walk).notPassed("Call_Treatment");
    }

    @Override
    Walk moreToDo(Walk walk) {
        return treatmentBegins(walk);
    }
}
