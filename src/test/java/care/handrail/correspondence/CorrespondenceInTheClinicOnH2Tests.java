package care.handrail.correspondence;

import care.handrail.testing.HandrailTest;

@HandrailTest
class CorrespondenceInTheClinicOnH2Tests extends CorrespondenceInTheClinic {}
