package care.handrail.patients.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTests {

    @ParameterizedTest
    @CsvSource({
        "255044462d312e370a25e2e3cfd30a, application/pdf, pdf",
        "89504e470d0a1a0a0000000d49484452, image/png, png",
        "ffd8ffe000104a46494600010100, image/jpeg, jpg",
        "49492a0008000000, image/tiff, tiff"
    })
    void knowsAFileByItsFirstBytes(String hex, String type, String ending) {
        assertThat(MediaTypes.of(HexFormat.of().parseHex(hex))).contains(type);
        assertThat(MediaTypes.ending(type)).isEqualTo(ending);
    }

    @Test
    void knowsPlainText() {
        assertThat(MediaTypes.of("Dear colleague,\nplease see Mrs Élise.".getBytes(UTF_8)))
                .contains("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
                "#!/bin/sh\nrm -rf /\n",
                "PK\u0003\u0004\u0014\u0000",
                "MZ\u0090\u0000\u0003\u0000\u0000\u0000",
                "{\\rtf1\\ansi hello}"
            })
    void takesInNothingThatCouldRunOrHoldSomethingElse(String content) {
        assertThat(MediaTypes.of(content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }
}
