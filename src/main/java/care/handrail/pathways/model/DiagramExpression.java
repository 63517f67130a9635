package care.handrail.pathways.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression in a diagram, read in the small grammar that governance can follow: {@code serviceLevel.due(execution)},
 * {@code serviceLevel.repeat(execution)}, {@code execution.processBusinessKey}, or a condition or sum over variables.
 */
public final class DiagramExpression {

    private static final Set<String> WHOLE =
            Set.of("serviceLevel.due(execution)", "serviceLevel.repeat(execution)", "execution.processBusinessKey");

    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "and", "or", "not", "empty", "eq", "ne", "lt", "gt", "le", "ge");

    private static final Set<String> RESERVED = Set.of("execution", "serviceLevel");

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(\"[^\"\\\\]*\"|'[^'\\\\]*')|(\\d+(?:\\.\\d+)?)"
            + "|([A-Za-z][A-Za-z0-9]*)(\\s*\\()?|(==|!=|<=|>=|&&|\\|\\||[<>!?:+\\-()]))");

    private final Set<String> names;

    private DiagramExpression(Set<String> names) {
        this.names = Collections.unmodifiableSet(names);
    }

    /**
     * Reads an expression, or plain text, which uses nothing.
     *
     * @throws IllegalArgumentException with a sentence when it is outside the grammar
     */
    public static DiagramExpression parse(String text) {
        String trimmed = text.strip();
        if (!trimmed.contains("${") && !trimmed.contains("#{")) {
            return new DiagramExpression(Set.of());
        }
        boolean whole =
                (trimmed.startsWith("${") || trimmed.startsWith("#{")) && trimmed.indexOf('}') == trimmed.length() - 1;
        if (!whole) {
            throw new IllegalArgumentException("Write one expression ${...} and nothing around it.");
        }
        String inner = trimmed.substring(2, trimmed.length() - 1).strip();
        return new DiagramExpression(WHOLE.contains(inner) ? Set.of() : names(inner));
    }

    /** Returns the names that it uses: variables, or a step where a step may stand. */
    public Set<String> names() {
        return names;
    }

    private static Set<String> names(String inner) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = TOKEN.matcher(inner);
        int at = 0;
        while (at < inner.length()) {
            matcher.region(at, inner.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("Use variables, texts, numbers and comparisons only; '"
                        + inner.substring(at).strip().charAt(0) + "' is not among them.");
            }
            String name = matcher.group(3);
            if (name != null && !WORDS.contains(name)) {
                if (matcher.group(4) != null || RESERVED.contains(name)) {
                    throw new IllegalArgumentException("Nothing can be called but serviceLevel.due(execution) and"
                            + " serviceLevel.repeat(execution).");
                }
                names.add(name);
            }
            at = matcher.end();
        }
        return names;
    }
}
