package care.handrail.episodes;

import care.handrail.testing.paths.PathTest;

/** Its ways are those of the patient pathway. */
@PathTest(
        value = "PhysiotherapyPathway",
        stubs = {"Registration", "Assessment", "Treatment", "FollowUp", "Discharge", "ImmediateReview"})
class PhysiotherapyPathwayPathTests extends PatientPathwayPathTests {}
