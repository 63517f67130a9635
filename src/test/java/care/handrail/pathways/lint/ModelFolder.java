package care.handrail.pathways.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads the models below a folder, by their names within a release. */
final class ModelFolder {

    private ModelFolder() {}

    static Map<String, byte[]> read(Path... folders) {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path folder : folders) {
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
