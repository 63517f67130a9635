package care.handrail.pathways.watchdog;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class WatchdogOnPostgresTests extends WatchdogInTheClinic {}
