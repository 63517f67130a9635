package care.handrail.pathways.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The text of the models beside these tests. */
final class ModelText {

    private ModelText() {}

    static String of(String model) {
        try (var in = Objects.requireNonNull(ModelText.class.getResourceAsStream(model), model)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
