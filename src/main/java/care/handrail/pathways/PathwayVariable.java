package care.handrail.pathways;

import java.util.Date;

/**
 * A process variable that a step uses. The variable itself is declared in a {@code variables.yaml} beside the diagrams;
 * a test holds the two together.
 *
 * @param <T> String (a code or an opaque id), Boolean, Long or Date
 */
public record PathwayVariable<T>(String name, Class<T> type) {

    public static PathwayVariable<String> code(String name) {
        return new PathwayVariable<>(name, String.class);
    }

    public static PathwayVariable<String> id(String name) {
        return new PathwayVariable<>(name, String.class);
    }

    public static PathwayVariable<Boolean> flag(String name) {
        return new PathwayVariable<>(name, Boolean.class);
    }

    public static PathwayVariable<Long> number(String name) {
        return new PathwayVariable<>(name, Long.class);
    }

    public static PathwayVariable<Date> date(String name) {
        return new PathwayVariable<>(name, Date.class);
    }
}
