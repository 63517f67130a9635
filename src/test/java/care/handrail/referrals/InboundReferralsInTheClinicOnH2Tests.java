package care.handrail.referrals;

import care.handrail.testing.HandrailTest;

@HandrailTest
class InboundReferralsInTheClinicOnH2Tests extends InboundReferralsInTheClinic {}
