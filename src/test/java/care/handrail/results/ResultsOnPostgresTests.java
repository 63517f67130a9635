package care.handrail.results;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class ResultsOnPostgresTests extends ResultsInTheClinic {}
