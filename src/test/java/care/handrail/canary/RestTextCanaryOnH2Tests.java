package care.handrail.canary;

import care.handrail.testing.HandrailTest;

@HandrailTest
class RestTextCanaryOnH2Tests extends RestTextCanary {}
