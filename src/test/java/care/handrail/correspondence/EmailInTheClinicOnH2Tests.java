package care.handrail.correspondence;

import care.handrail.testing.HandrailTest;

@HandrailTest
class EmailInTheClinicOnH2Tests extends EmailInTheClinic {}
