package care.handrail.episodes;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class WithdrawalInTheClinicOnPostgresTests extends WithdrawalInTheClinic {}
