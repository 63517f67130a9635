package care.handrail.results;

import care.handrail.testing.HandrailTest;

@HandrailTest
class ResultsOnH2Tests extends ResultsInTheClinic {}
