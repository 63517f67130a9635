package care.handrail.pathways;

import java.util.Map;

/** A submitted form breaks its own rules; carries one sentence per field. Answered with status 400. */
public class InvalidFormException extends RuntimeException {

    private final transient Map<String, String> problems;

    public InvalidFormException(Map<String, String> problems) {
        super(String.join(" ", problems.values()));
        this.problems = Map.copyOf(problems);
    }

    /** Returns the sentences by field key. */
    public Map<String, String> problems() {
        return problems;
    }
}
