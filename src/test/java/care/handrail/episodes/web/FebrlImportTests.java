package care.handrail.episodes.web;

import care.handrail.testing.HandrailTest;

@HandrailTest
class FebrlImportTests extends FebrlImport {}
