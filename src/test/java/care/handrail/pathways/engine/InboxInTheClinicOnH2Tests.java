package care.handrail.pathways.engine;

import care.handrail.testing.HandrailTest;

@HandrailTest
class InboxInTheClinicOnH2Tests extends InboxInTheClinic {}
