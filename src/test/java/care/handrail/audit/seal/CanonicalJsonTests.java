package care.handrail.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalJsonTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void writesTheTextOfTheStandardsExample() {
        assertThat(CanonicalJson.of(new TreeMap<>(Map.of("string", "€$\u000F\nA'B\"\\\\\"/"))))
                .isEqualTo("{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void ordersMembersByTheirNames() {
        assertThat(CanonicalJson.of(new TreeMap<>(Map.of("b", 2L, "a", 1L, "a_", "x", "aB", "y"))))
                .isEqualTo("{\"a\":1,\"aB\":\"y\",\"a_\":\"x\",\"b\":2}");
    }

    @Test
    void writesEveryTextAsTheReferenceImplementationDoes() throws IOException {
        var random = new Random(8785);
        for (int i = 0; i < 2_000; i++) {
            var members = new TreeMap<String, Object>();
            for (int member = random.nextInt(6); member >= 0; member--) {
                members.put(text(random), random.nextBoolean() ? text(random) : (Object) (random.nextLong() >> 12));
            }
            assertThat(CanonicalJson.of(members))
                    .isEqualTo(new JsonCanonicalizer(JSON.writeValueAsString(members)).getEncodedString());
        }
    }

    @Test
    void refusesWhatItHasNoFormFor() {
        assertThatThrownBy(() -> CanonicalJson.of(new TreeMap<>(Map.of("a", 1.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("member a");
    }

    /** Half of it from the first hundred characters, where all that needs escaping lies; no halves of surrogate pairs. */
    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int code = random.nextInt(random.nextBoolean() ? 100 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(code >= 0xD800 && code <= 0xDFFF ? 'x' : code);
        }
        return text.toString();
    }
}
