package care.handrail.correspondence;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class EmailInTheClinicOnPostgresTests extends EmailInTheClinic {}
