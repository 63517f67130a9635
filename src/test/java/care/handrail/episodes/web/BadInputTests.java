package care.handrail.episodes.web;

import care.handrail.testing.HandrailTest;

@HandrailTest
class BadInputTests extends BadInput {}
