package care.handrail.referrals;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class ReferralReportsInTheClinicOnPostgresTests extends ReferralReportsInTheClinic {}
