package care.handrail.episodes;

import care.handrail.testing.HandrailTest;

@HandrailTest
class WatchedEpisodesOnH2Tests extends WatchedEpisodesInTheClinic {}
