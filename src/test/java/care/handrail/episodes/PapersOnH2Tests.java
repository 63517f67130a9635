package care.handrail.episodes;

import care.handrail.testing.HandrailTest;

@HandrailTest
class PapersOnH2Tests extends PapersInTheClinic {}
