package care.handrail.pathways;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A submitted form breaks its own rules; carries one sentence per field. Answered with status 400. */
public class InvalidFormException extends RuntimeException {

    private final transient Map<String, String> problems;

    public InvalidFormException(Map<String, String> problems) {
        super(String.join(" ", problems.values()));
        this.problems = Map.copyOf(problems);
    }

    /**
     * Returns the refusal of a code that is none of a field's codes.
     *
     * @param what the codes stand for, in the plural, for example {@code reasons}
     */
    public static InvalidFormException notOneOf(String field, String what, Stream<String> codes) {
        return new InvalidFormException(
                Map.of(field, "Give one of these " + what + ": " + codes.collect(Collectors.joining(", ")) + "."));
    }

    /** Returns the sentences by field key. */
    public Map<String, String> problems() {
        return problems;
    }
}
