package care.handrail.episodes.web;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class BadInputPostgresTests extends BadInput {}
