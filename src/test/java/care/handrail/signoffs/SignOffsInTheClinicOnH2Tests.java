package care.handrail.signoffs;

import care.handrail.testing.HandrailTest;

@HandrailTest
class SignOffsInTheClinicOnH2Tests extends SignOffsInTheClinic {}
