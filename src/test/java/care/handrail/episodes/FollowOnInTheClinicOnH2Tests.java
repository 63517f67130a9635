package care.handrail.episodes;

import care.handrail.testing.HandrailTest;

@HandrailTest
class FollowOnInTheClinicOnH2Tests extends FollowOnInTheClinic {}
