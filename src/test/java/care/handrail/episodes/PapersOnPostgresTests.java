package care.handrail.episodes;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class PapersOnPostgresTests extends PapersInTheClinic {}
