package care.handrail.pathways.engine;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class OwnSitesOnPostgresTests extends OwnSitesInTheClinic {}
