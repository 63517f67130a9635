package care.handrail.consent;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class ConsentsInTheClinicOnPostgresTests extends ConsentsInTheClinic {}
