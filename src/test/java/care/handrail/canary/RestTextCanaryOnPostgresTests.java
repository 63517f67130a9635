package care.handrail.canary;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class RestTextCanaryOnPostgresTests extends RestTextCanary {}
