package care.handrail.pathways.engine;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class RetryInTheClinicPostgresTests extends RetryInTheClinic {}
