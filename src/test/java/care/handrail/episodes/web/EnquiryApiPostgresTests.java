package care.handrail.episodes.web;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class EnquiryApiPostgresTests extends EnquiryApi {}
