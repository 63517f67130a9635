package care.handrail.testing;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.demo.DemoStaff;
import java.util.Map;
import java.util.Set;

/** The staff of every clinic under test: the demo clinic's people, all with one password. */
public final class TestStaff {

    /** The password of all of them. */
    public static final String PASSWORD = "Correct-horse-7-battery";

    private TestStaff() {}

    /** Returns everybody's role by user id, in a fixed order. */
    public static Map<String, Role> roles() {
        return DemoStaff.roles();
    }

    /** Returns the first person who has the role. */
    public static String of(Role role) {
        return roles().entrySet().stream()
                .filter(entry -> entry.getValue() == role)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Creates whoever is not there yet. */
    static void createIn(StaffDirectory directory) {
        roles().forEach((userId, role) -> {
            if (directory.find(userId).isEmpty()) {
                directory.create(new Staff(userId, Set.of(role)), role.label() + " (" + userId + ")", PASSWORD);
            }
        });
    }
}
