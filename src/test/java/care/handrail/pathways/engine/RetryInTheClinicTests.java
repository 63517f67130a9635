package care.handrail.pathways.engine;

import care.handrail.testing.HandrailTest;

@HandrailTest
class RetryInTheClinicTests extends RetryInTheClinic {}
