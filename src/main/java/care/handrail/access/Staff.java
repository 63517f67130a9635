package care.handrail.access;

import java.util.Set;
import java.util.stream.Collectors;

/** A signed-in member of staff. */
public record Staff(String userId, Set<Role> roles) {

    public Staff {
        roles = Set.copyOf(roles);
    }

    /** Tells whether the person has the role. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Returns the ids of the person's queues. */
    public Set<String> queues() {
        return roles.stream().filter(Role::hasQueue).map(Role::group).collect(Collectors.toUnmodifiableSet());
    }
}
