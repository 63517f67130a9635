package care.handrail.pathways.engine;

import java.util.Map;

/** A submitted form breaks its own rules: what the engine sees of {@code InvalidFormException}, so that it logs no error. */
final class InvalidForm extends RefusedException {

    private final transient Map<String, String> problems;

    InvalidForm(Map<String, String> problems) {
        super(400, String.join(" ", problems.values()));
        this.problems = Map.copyOf(problems);
    }

    Map<String, String> problems() {
        return problems;
    }
}
