package care.handrail.patients.steps;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class RegistrationStepsOnPostgresTests extends RegistrationSteps {}
