package care.handrail.episodes.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.episodes.ImportedRow;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class ImportReportTests {

    private static final ImportedRow REFUSED = ImportedRow.refused(Map.of("row", "Too long."));

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void sendsEachLineAsSoonAsItsRowIsDone() throws Exception {
        var report = ImportReport.asLines(response);

        report.add(2, "a", REFUSED);
        assertThat(response.getContentAsString())
                .isEqualTo(
                        "{\"row\":2,\"sourceReference\":\"a\",\"outcome\":\"refused\",\"problems\":{\"row\":\"Too long.\"}}\n");
        report.add(3, null, REFUSED);
        assertThat(response.getContentAsString().lines()).hasSize(2);
        report.close();
        assertThat(response.getContentAsString().lines()).hasSize(3);
    }

    @Test
    void sendsOneDocumentWithTheCountsAtItsEnd() throws Exception {
        try (var report = ImportReport.asDocument(response)) {
            report.add(2, "a", REFUSED);
        }
        assertThat(response.getContentAsString())
                .startsWith("{\"rows\":[{\"row\":2,")
                .endsWith("],\"accepted\":0,\"held\":0,\"already-there\":0,\"refused\":1}");
    }
}
