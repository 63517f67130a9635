package care.handrail.access;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A signed-in member of staff.
 *
 * @param sites codes of the sites whose queues the person sees; empty when of all
 * @param standIns for which roles the person sees the queue of another site besides, because nobody else does
 */
public record Staff(String userId, Set<Role> roles, Set<String> sites, Set<StandIn> standIns) {

    /**
     * That somebody sees the queue of a role at a site where nobody of the role works.
     *
     * @param site code of the site
     */
    public record StandIn(Role role, String site) {}

    public Staff {
        roles = Set.copyOf(roles);
        sites = Set.copyOf(sites);
        standIns = Set.copyOf(standIns);
    }

    /** Makes somebody who works at every site. */
    public Staff(String userId, Set<Role> roles) {
        this(userId, roles, Set.of(), Set.of());
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

    /** Tells whether the person sees what waits for the role at the site. */
    public boolean sees(Role role, String site) {
        return has(role) && (sites.isEmpty() || sites.contains(site) || standIns.contains(new StandIn(role, site)));
    }
}
