package care.handrail.signoffs;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class SignOffsInTheClinicOnPostgresTests extends SignOffsInTheClinic {}
