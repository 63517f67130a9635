package care.handrail.pathways.model;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process variable as a {@code variables.yaml} declares it: the only values that the engine may carry under the name.
 *
 * @param codes allowed codes; empty unless the type is {@code code}
 */
public record VariableDeclaration(String name, Type type, List<String> codes, String meaning) {

    /** What an opaque id consists of: nothing that a sentence or a name would need. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** What the name of a variable consists of. */
    public static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

    public VariableDeclaration {
        codes = List.copyOf(codes);
    }

    /** The kinds of value that an envelope may hold. */
    public enum Type {
        CODE,
        ID,
        DATE,
        NUMBER,
        FLAG;

        /** Returns the name as {@code variables.yaml} writes it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Type> named(String name) {
            for (Type type : values()) {
                if (type.code().equals(name)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** Returns a sentence that names the variable, and never the value, when it may not hold the value; null is allowed. */
    public Optional<String> problem(@Nullable Object value) {
        boolean fits = value == null
                || switch (type) {
                    case CODE -> value instanceof String text && codes.contains(text);
                    case ID -> value instanceof String text && ID.matcher(text).matches();
                    case DATE -> value instanceof Date;
                    case NUMBER -> value instanceof Long;
                    case FLAG -> value instanceof Boolean;
                };
        return fits ? Optional.empty() : Optional.of("The variable '" + name + "' holds " + expected() + " only.");
    }

    private String expected() {
        return switch (type) {
            case CODE -> "one of the codes " + String.join(", ", codes);
            case ID -> "an id of up to 64 letters, digits and . _ : -";
            case DATE -> "a date";
            case NUMBER -> "a whole number (Long)";
            case FLAG -> "true or false";
        };
    }
}
