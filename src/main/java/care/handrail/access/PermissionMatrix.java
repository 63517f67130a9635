package care.handrail.access;

import care.handrail.shared.StartRefusedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.function.SingletonSupplier;

/**
 * Which role may do what with which class of data, and of which patients.
 *
 * <p>Read from {@code access/permission-matrix.yaml}, the only place where this is said.
 */
public final class PermissionMatrix {

    private static final String FILE = "access/permission-matrix.yaml";

    private static final SingletonSupplier<PermissionMatrix> SHIPPED = SingletonSupplier.of(() -> {
        try (InputStream in = Objects.requireNonNull(PermissionMatrix.class.getResourceAsStream("/" + FILE), FILE)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });

    /** One cell of the matrix. */
    public record Cell(Role role, DataClass dataClass, Action action) {}

    private final Map<Cell, Reach> reaches;

    private PermissionMatrix(Map<Cell, Reach> reaches) {
        this.reaches = Map.copyOf(reaches);
    }

    /**
     * Returns the matrix that is shipped.
     *
     * @throws StartRefusedException when it cannot be read
     */
    public static PermissionMatrix shipped() {
        return SHIPPED.obtain();
    }

    /** Returns of which patients the role may do it; empty when of none. */
    public Optional<Reach> reach(Role role, DataClass dataClass, Action action) {
        return Optional.ofNullable(reaches.get(new Cell(role, dataClass, action)));
    }

    /** Returns every cell there is, allowed or not, in the order of roles, classes and actions. */
    public static Stream<Cell> cells() {
        return Arrays.stream(Role.values())
                .flatMap(role -> Arrays.stream(DataClass.values())
                        .flatMap(dataClass ->
                                Arrays.stream(Action.values()).map(action -> new Cell(role, dataClass, action))));
    }

    static PermissionMatrix read(InputStream in) throws IOException {
        Map<String, Map<String, Map<String, List<String>>>> written;
        try {
            written = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readValue(in, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw broken(
                    "Line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + " is not of the form \"class: { reach: [actions] }\", or stands there twice.");
        }
        var reaches = new HashMap<Cell, Reach>();
        var roles = new EnumMap<Role, Boolean>(Role.class);
        written.forEach((roleName, classes) -> {
            var role = named("role", roleName, List.of(Role.values()), Role::group);
            roles.put(role, true);
            orEmpty(classes).forEach((className, byReach) -> {
                var dataClass = named("data class", className, List.of(DataClass.values()), DataClass::code);
                orEmpty(byReach).forEach((reachName, actions) -> {
                    var reach = named("reach", reachName, List.of(Reach.values()), Reach::code);
                    for (var actionName : actions) {
                        var action = named("action", actionName, List.of(Action.values()), Action::code);
                        if (reaches.put(new Cell(role, dataClass, action), reach) != null) {
                            throw broken("The role " + roleName + " is given the action " + actionName + " on "
                                    + className + " twice.");
                        }
                    }
                });
            });
        });
        for (var role : Role.values()) {
            if (!roles.containsKey(role)) {
                throw broken("The role " + role.group() + " is missing. One that may do nothing is written as {}.");
            }
        }
        return new PermissionMatrix(reaches);
    }

    private static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    private static <T> T named(String what, String name, Collection<T> known, Function<T, String> code) {
        return known.stream()
                .filter(one -> code.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> broken("There is no " + what + " '" + name + "'; there are "
                        + known.stream().map(code).collect(Collectors.joining(", ")) + "."));
    }

    private static StartRefusedException broken(String sentence) {
        return new StartRefusedException(
                "The permission matrix cannot be used. " + sentence,
                "Correct the file " + FILE + "; nobody sees anything without it.");
    }
}
