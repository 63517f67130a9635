package care.handrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of permissions in {@code docs/security.md} to the file that the program reads. */
class SecurityDocsTests {

    private static final Path DOCUMENT = Path.of("docs/security.md");
    private static final String BEGIN = "<!-- permission-matrix: written by SecurityDocsTests -->\n";
    private static final String END = "<!-- end of permission-matrix -->";

    @Test
    void printsThePermissionMatrixAsItIs() throws IOException {
        var document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("handrail.docs.write")) {
            document = document.substring(0, begin) + table() + document.substring(end);
            Files.writeString(DOCUMENT, document);
            end = document.indexOf(END);
        }
        assertThat(document.substring(begin, end))
                .as("docs/security.md is stale; run ./mvnw test -Dtest=SecurityDocsTests -Dhandrail.docs.write=true")
                .isEqualTo(table());
    }

    private static String table() {
        var classes = DataClass.values();
        var lines = new ArrayList<String>();
        lines.add(row("role", Arrays.stream(classes).map(DataClass::code).toList()));
        lines.add(row("---", Arrays.stream(classes).map(dataClass -> "---").toList()));
        for (var role : Role.values()) {
            lines.add(row(
                    role.group(),
                    Arrays.stream(classes)
                            .map(dataClass -> cell(role, dataClass))
                            .toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String cell(Role role, DataClass dataClass) {
        var matrix = PermissionMatrix.shipped();
        var words = Arrays.stream(Reach.values())
                .flatMap(reach -> {
                    var actions = Arrays.stream(Action.values())
                            .filter(action -> matrix.reach(role, dataClass, action)
                                    .filter(reach::equals)
                                    .isPresent())
                            .map(Action::code)
                            .collect(Collectors.joining(", "));
                    return actions.isEmpty()
                            ? List.<String>of().stream()
                            : List.of(reach.code() + ": " + actions).stream();
                })
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "–" : words;
    }

    private static String row(String first, List<String> others) {
        return "| " + first + " | " + String.join(" | ", others) + " |";
    }
}
