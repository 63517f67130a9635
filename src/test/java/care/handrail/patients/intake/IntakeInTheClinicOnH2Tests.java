package care.handrail.patients.intake;

import care.handrail.testing.HandrailTest;

@HandrailTest
class IntakeInTheClinicOnH2Tests extends IntakeInTheClinic {}
