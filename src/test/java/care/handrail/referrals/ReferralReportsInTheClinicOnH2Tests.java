package care.handrail.referrals;

import care.handrail.testing.HandrailTest;

@HandrailTest
class ReferralReportsInTheClinicOnH2Tests extends ReferralReportsInTheClinic {}
