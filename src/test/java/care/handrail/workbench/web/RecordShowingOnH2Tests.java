package care.handrail.workbench.web;

import care.handrail.testing.HandrailTest;

@HandrailTest
class RecordShowingOnH2Tests extends RecordShowing {}
