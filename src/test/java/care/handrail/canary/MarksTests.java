package care.handrail.canary;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.model.FormField;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTests {

    private final Marks marks = new Marks("zqkanari", "098765412");

    @Test
    void namesTheMarkHoweverItIsSpelt() {
        marks.text("first");
        var mark = marks.text("second");
        for (var spelt : List.of(mark, mark.toUpperCase(Locale.ROOT), "Z" + mark.substring(1))) {
            assertThat(marks.in("x" + spelt + "-y")).containsExactly("second");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz"})
    void findsAMarkInOtherClothes(String before) {
        var text = before + marks.text("name") + "-and more";
        var bytes = text.getBytes(UTF_8);
        assertThat(marks.in(text.getBytes(UTF_16LE))).isNotEmpty();
        assertThat(marks.in(text.getBytes(UTF_16BE))).isNotEmpty();
        assertThat(marks.in(HexFormat.of().formatHex(bytes))).isNotEmpty();
        assertThat(marks.in(HexFormat.of().withUpperCase().formatHex(bytes))).isNotEmpty();
        assertThat(marks.in(Base64.getEncoder().encodeToString(bytes))).isNotEmpty();
    }

    @Test
    void findsWhatAFieldWithAFormatTakes() {
        var fields = Planting.form("StartEnquiry");
        for (var key : List.of("phone", "email", "nhsNumber", "dateOfBirth", "surname")) {
            FormField field = fields.field(key).orElseThrow();
            assertThat(marks.in("<" + marks.valueFor(field, key) + ">")).containsExactly(key);
        }
    }

    @Test
    void findsNothingElse() {
        marks.text("name");
        assertThat(marks.in("a text in which nobody has put anything, 0987654 or zqkanar"))
                .isEmpty();
        assertThat(marks.in(new byte[0])).isEmpty();
    }
}
