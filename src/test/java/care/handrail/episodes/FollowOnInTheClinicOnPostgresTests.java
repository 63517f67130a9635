package care.handrail.episodes;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class FollowOnInTheClinicOnPostgresTests extends FollowOnInTheClinic {}
