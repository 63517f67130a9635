package care.handrail.referrals;

import care.handrail.testing.HandrailTest;

@HandrailTest
class ReferralsInTheClinicOnH2Tests extends ReferralsInTheClinic {}
