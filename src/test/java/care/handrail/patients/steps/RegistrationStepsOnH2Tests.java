package care.handrail.patients.steps;

import care.handrail.testing.HandrailTest;

@HandrailTest
class RegistrationStepsOnH2Tests extends RegistrationSteps {}
