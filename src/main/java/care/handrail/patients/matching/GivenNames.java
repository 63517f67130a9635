package care.handrail.patients.matching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Knows which given names are usual short forms or spellings of one another. */
final class GivenNames {

    private static final String FILE = "/patients/given-name-variants.txt";

    private static final Map<String, Set<Integer>> GROUPS = read();

    private GivenNames() {}

    static boolean areVariants(String one, String other) {
        var groups = GROUPS.get(firstPart(one));
        var others = GROUPS.get(firstPart(other));
        return groups != null && others != null && groups.stream().anyMatch(others::contains);
    }

    private static String firstPart(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }

    private static Map<String, Set<Integer>> read() {
        try (InputStream in = Objects.requireNonNull(GivenNames.class.getResourceAsStream(FILE), FILE)) {
            var groups = new HashMap<String, Set<Integer>>();
            int group = 0;
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    for (var name : line.strip().split("\\s+")) {
                        groups.computeIfAbsent(name, key -> new HashSet<>()).add(group);
                    }
                    group++;
                }
            }
            return Map.copyOf(groups);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
