package care.handrail.workbench.web;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class CardsShowingOnPostgresTests extends CardsShowing {}
