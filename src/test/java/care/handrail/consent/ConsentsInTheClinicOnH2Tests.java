package care.handrail.consent;

import care.handrail.testing.HandrailTest;

@HandrailTest
class ConsentsInTheClinicOnH2Tests extends ConsentsInTheClinic {}
