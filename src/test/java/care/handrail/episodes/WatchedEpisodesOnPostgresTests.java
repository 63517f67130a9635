package care.handrail.episodes;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class WatchedEpisodesOnPostgresTests extends WatchedEpisodesInTheClinic {}
