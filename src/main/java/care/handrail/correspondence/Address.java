package care.handrail.correspondence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something goes. What is not known is null, or empty.
 *
 * @param lines postal address without the name
 */
public record Address(
        String name, @Nullable String email, @Nullable String phone, List<String> lines) {

    public Address {
        lines = List.copyOf(lines);
    }

    /** Returns nothing, because it would end up in logs. */
    @Override
    public String toString() {
        return "Address[]";
    }
}
