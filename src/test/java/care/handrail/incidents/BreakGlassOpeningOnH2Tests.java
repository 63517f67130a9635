package care.handrail.incidents;

import care.handrail.testing.HandrailTest;

@HandrailTest
class BreakGlassOpeningOnH2Tests extends BreakGlassOpening {}
