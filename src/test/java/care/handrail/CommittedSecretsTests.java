package care.handrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Secrets come from the environment or from files, never from what is committed. */
class CommittedSecretsTests {

    /** A setting whose name says that it is a secret, with something written behind it. */
    private static final Pattern SECRET = Pattern.compile(
            "(?im)^\\s*[\\w.-]*(?:password|secret|token|credentials?|(?:api|master|audit|private)[-_.]?key)\\s*[:=][ \\t]*"
                    + "(?!\\$\\{[A-Z_]+:?\\}\\s*$)\\S.*$");

    /** A key in base64, as openssl prints it, or a private key. */
    private static final Pattern KEY =
            Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?!=)|BEGIN [A-Z ]*PRIVATE KEY");

    @Test
    void noFileOfTheProductHoldsASecret() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            var settings = files.filter(file -> file.toString().matches(".*\\.(?:ya?ml|properties)"))
                    .toList();
            assertThat(settings).hasSizeGreaterThan(5);
            for (var file : settings) {
                assertThat(secrets(Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void aSecretInASettingIsFound() {
        for (var line : List.of(
                "password: letmein",
                "  HANDRAIL_DATABASE_PASSWORD=letmein",
                "spring.datasource.password: ${HANDRAIL_DATABASE_PASSWORD:letmein}",
                "master-key: x",
                "other: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")) {
            assertThat(secrets(line)).as(line).isNotEmpty();
        }
        for (var line : List.of(
                "password: ${HANDRAIL_DATABASE_PASSWORD:}",
                "certificate-private-key: ${HANDRAIL_TLS_PRIVATE_KEY}",
                "password-strength: 12")) {
            assertThat(secrets(line)).as(line).isEmpty();
        }
    }

    private static List<String> secrets(String text) {
        return Stream.of(SECRET, KEY)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(found -> found.group().strip())
                .toList();
    }
}
