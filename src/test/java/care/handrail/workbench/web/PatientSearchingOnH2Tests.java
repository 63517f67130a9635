package care.handrail.workbench.web;

import care.handrail.testing.HandrailTest;

@HandrailTest
class PatientSearchingOnH2Tests extends PatientSearching {}
