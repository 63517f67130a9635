package care.handrail.pathways.watchdog;

import care.handrail.testing.HandrailTest;

@HandrailTest
class WatchdogOnH2Tests extends WatchdogInTheClinic {}
