package care.handrail.pathways.engine;

import care.handrail.testing.HandrailTest;

@HandrailTest
class OwnSitesOnH2Tests extends OwnSitesInTheClinic {}
