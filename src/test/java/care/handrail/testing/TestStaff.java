package care.handrail.testing;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The staff of every clinic under test: the demo clinic's people, all with one password. */
public final class TestStaff {

    /** The password of all of them. */
    public static final String PASSWORD = "Correct-horse-7-battery";

    private static final Map<String, Role> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("reception", Role.RECEPTION);
        ROLES.put("coordinator", Role.CARE_COORDINATION);
        ROLES.put("clinician", Role.CLINICIAN);
        ROLES.put("clinician2", Role.CLINICIAN);
        ROLES.put("physio", Role.PHYSIOTHERAPY);
        ROLES.put("nurse", Role.NURSING);
        ROLES.put("lead", Role.CLINICAL_LEAD);
        ROLES.put("nightdoctor", Role.OUT_OF_HOURS);
        ROLES.put("manager", Role.PRACTICE_MANAGER);
        ROLES.put("billing", Role.BILLING_OFFICE);
        ROLES.put("compliance", Role.COMPLIANCE);
        ROLES.put("governance", Role.GOVERNANCE);
        ROLES.put("governance2", Role.GOVERNANCE);
        ROLES.put("admin", Role.ADMINISTRATOR);
    }

    private TestStaff() {}

    /** Returns everybody's role by user id, in a fixed order. */
    public static Map<String, Role> roles() {
        return Collections.unmodifiableMap(ROLES);
    }

    /** Returns the first person who has the role. */
    public static String of(Role role) {
        return ROLES.entrySet().stream()
                .filter(entry -> entry.getValue() == role)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Creates whoever is not there yet. */
    static void createIn(StaffDirectory directory) {
        ROLES.forEach((userId, role) -> {
            if (directory.find(userId).isEmpty()) {
                directory.create(new Staff(userId, Set.of(role)), role.label() + " (" + userId + ")", PASSWORD);
            }
        });
    }
}
