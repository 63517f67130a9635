package care.handrail.workbench.web;

import care.handrail.testing.HandrailTest;

@HandrailTest
class CardsShowingOnH2Tests extends CardsShowing {}
