package care.handrail.correspondence;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class CorrespondenceInTheClinicOnPostgresTests extends CorrespondenceInTheClinic {}
