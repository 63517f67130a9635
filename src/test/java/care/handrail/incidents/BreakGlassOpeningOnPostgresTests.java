package care.handrail.incidents;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class BreakGlassOpeningOnPostgresTests extends BreakGlassOpening {}
