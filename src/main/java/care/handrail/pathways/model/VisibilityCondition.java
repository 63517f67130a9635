package care.handrail.pathways.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a field of a form is hidden, in the part of FEEL that browser and server answer alike:
 * {@code =field = "code"}, {@code !=}, {@code and}, {@code or}, {@code not(...)}, brackets, and the literals text,
 * number, {@code true}, {@code false} and {@code null}.
 */
public final class VisibilityCondition {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(\"(?:[^\"\\\\])*\")|(-?\\d+(?:\\.\\d+)?)|([A-Za-z][A-Za-z0-9]*)|(!=|=)|([()]))");

    private final Node root;

    private VisibilityCondition(Node root) {
        this.root = root;
    }

    /**
     * Reads a condition.
     *
     * @param feel as the form writes it, with the leading {@code =}
     * @throws IllegalArgumentException with a sentence when it is outside the grammar
     */
    public static VisibilityCondition parse(String feel) {
        if (!feel.startsWith("=")) {
            throw new IllegalArgumentException("A condition begins with '='.");
        }
        var parser = new Parser(tokens(feel.substring(1)));
        Node root = parser.or();
        if (parser.hasMore()) {
            throw new IllegalArgumentException("Nothing may follow after '" + parser.previous() + "'.");
        }
        return new VisibilityCondition(root);
    }

    /** Tells whether the condition holds for the form's values as they were typed. */
    public boolean holds(Map<String, ?> values) {
        return root.holds(values);
    }

    /** Returns the keys of the fields that the condition asks about. */
    public Set<String> fields() {
        var fields = new TreeSet<String>();
        root.collect(fields, new ArrayList<>());
        return fields;
    }

    /** Returns each comparison's field and literal, in order. */
    public List<Comparison> comparisons() {
        var found = new ArrayList<Comparison>();
        root.collect(new TreeSet<>(), found);
        return found;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length() && !text.substring(at).isBlank()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException(
                        "Use only field = \"code\", !=, and, or, not(...) and brackets in a condition.");
            }
            tokens.add(matcher.group().strip());
            at = matcher.end();
        }
        return tokens;
    }

    /**
     * A field held against a literal.
     *
     * @param literal String, BigDecimal, Boolean, or null
     */
    public record Comparison(
            String field, boolean equal, @Nullable Object literal) implements Node {

        @Override
        public boolean holds(Map<String, ?> values) {
            return equal == same(values.get(field));
        }

        private boolean same(@Nullable Object value) {
            if (value == null || literal == null) {
                return value == null && literal == null;
            }
            if (literal instanceof BigDecimal number) {
                return value instanceof Number other && number.compareTo(new BigDecimal(other.toString())) == 0;
            }
            return literal.equals(value);
        }

        @Override
        public void collect(Set<String> fields, List<Comparison> comparisons) {
            fields.add(field);
            comparisons.add(this);
        }
    }

    private sealed interface Node permits Comparison, Not, Both {
        boolean holds(Map<String, ?> values);

        void collect(Set<String> fields, List<Comparison> comparisons);
    }

    private record Not(Node inner) implements Node {

        @Override
        public boolean holds(Map<String, ?> values) {
            return !inner.holds(values);
        }

        @Override
        public void collect(Set<String> fields, List<Comparison> comparisons) {
            inner.collect(fields, comparisons);
        }
    }

    private record Both(Node left, Node right, boolean and) implements Node {

        @Override
        public boolean holds(Map<String, ?> values) {
            return and ? left.holds(values) && right.holds(values) : left.holds(values) || right.holds(values);
        }

        @Override
        public void collect(Set<String> fields, List<Comparison> comparisons) {
            left.collect(fields, comparisons);
            right.collect(fields, comparisons);
        }
    }

    private static final class Parser {

        private static final Set<String> WORDS = Set.of("and", "or", "not", "true", "false", "null");

        private final List<String> tokens;
        private int next;

        Parser(List<String> tokens) {
            this.tokens = tokens;
        }

        boolean hasMore() {
            return next < tokens.size();
        }

        String previous() {
            return next == 0 ? "=" : tokens.get(next - 1);
        }

        Node or() {
            Node left = and();
            while (accept("or")) {
                left = new Both(left, and(), false);
            }
            return left;
        }

        private Node and() {
            Node left = term();
            while (accept("and")) {
                left = new Both(left, term(), true);
            }
            return left;
        }

        private Node term() {
            if (accept("not")) {
                expect("(");
                Node inner = or();
                expect(")");
                return new Not(inner);
            }
            if (accept("(")) {
                Node inner = or();
                expect(")");
                return inner;
            }
            String field = take();
            if (!Character.isLetter(field.charAt(0)) || WORDS.contains(field)) {
                throw new IllegalArgumentException("A comparison begins with the key of a field.");
            }
            String operator = take();
            if (!operator.equals("=") && !operator.equals("!=")) {
                throw new IllegalArgumentException("Compare the field '" + field + "' with = or !=.");
            }
            return new Comparison(field, operator.equals("="), literal(take()));
        }

        private @Nullable Object literal(String token) {
            return switch (token) {
                case "true" -> true;
                case "false" -> false;
                case "null" -> null;
                default -> {
                    if (token.startsWith("\"")) {
                        yield token.substring(1, token.length() - 1);
                    }
                    if (Character.isDigit(token.charAt(0)) || token.startsWith("-")) {
                        yield new BigDecimal(token);
                    }
                    throw new IllegalArgumentException("Compare with a text in quotes, a number, true, false or null.");
                }
            };
        }

        private boolean accept(String token) {
            if (hasMore() && tokens.get(next).equals(token)) {
                next++;
                return true;
            }
            return false;
        }

        private void expect(String token) {
            if (!accept(token)) {
                throw new IllegalArgumentException("'" + token + "' is missing after '" + previous() + "'.");
            }
        }

        private String take() {
            if (!hasMore()) {
                throw new IllegalArgumentException("Something is missing after '" + previous() + "'.");
            }
            return tokens.get(next++);
        }
    }
}
