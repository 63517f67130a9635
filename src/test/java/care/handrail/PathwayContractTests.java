package care.handrail;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.lint.Finding;
import care.handrail.pathways.lint.PathwayLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds every shipped diagram, decision table and form to the conventions. */
class PathwayContractTests {

    @Test
    void shippedModelsKeepEveryRule() throws IOException {
        assertThat(PathwayLint.check(shipped())).extracting(Finding::toString).isEmpty();
    }

    @Test
    void looksAtAllShippedModels() throws IOException {
        assertThat(shipped().keySet())
                .contains(
                        "patients/Registration.bpmn",
                        "episodes/PatientPathway.bpmn",
                        "pathways/ServiceLevels.dmn",
                        "episodes/StartEnquiry.form",
                        "patients/variables.yaml");
    }

    private static Map<String, byte[]> shipped() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String folder : List.of("processes", "decisions", "forms")) {
            Path root = Path.of(folder);
            try (var paths = Files.walk(root)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
                }
            }
        }
        return files;
    }
}
