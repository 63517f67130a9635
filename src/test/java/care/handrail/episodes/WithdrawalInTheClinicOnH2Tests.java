package care.handrail.episodes;

import care.handrail.testing.HandrailTest;

@HandrailTest
class WithdrawalInTheClinicOnH2Tests extends WithdrawalInTheClinic {}
