package care.handrail.patients.intake;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class IntakeInTheClinicOnPostgresTests extends IntakeInTheClinic {}
