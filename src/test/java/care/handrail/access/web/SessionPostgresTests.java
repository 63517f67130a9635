package care.handrail.access.web;

import care.handrail.testing.HandrailPostgresTest;

@HandrailPostgresTest
class SessionPostgresTests extends SessionLife {}
