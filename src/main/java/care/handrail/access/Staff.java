package care.handrail.access;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A signed-in member of staff.
 *
 * @param sites codes of the sites whose queues the person sees; empty when of all
 */
public record Staff(String userId, Set<Role> roles, Set<String> sites) {

    public Staff {
        roles = Set.copyOf(roles);
        sites = Set.copyOf(sites);
    }

    /** Makes somebody who works at every site. */
    public Staff(String userId, Set<Role> roles) {
        this(userId, roles, Set.of());
    }

    /** Tells whether the person has the role. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Tells whether one of the person's roles is powerful. */
    public boolean isPowerful() {
        return roles.stream().anyMatch(Role::isPowerful);
    }

    /** Returns the ids of the person's queues. */
    public Set<String> queues() {
        return roles.stream().filter(Role::hasQueue).map(Role::group).collect(Collectors.toUnmodifiableSet());
    }
}
