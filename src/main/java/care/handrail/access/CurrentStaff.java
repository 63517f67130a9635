package care.handrail.access;

import care.handrail.access.Staff.StandIn;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** The person whose request this is. */
public final class CurrentStaff {

    /** What the authority of a role begins with; the rest is the role's group id. */
    public static final String ROLE_PREFIX = "ROLE_";

    /** What the authority of a site begins with; the rest is the site's code. */
    public static final String SITE_PREFIX = "SITE_";

    /** What the authority to stand in at a site begins with; the rest is the role's group id, a colon, the site's code. */
    public static final String STAND_IN_PREFIX = "STAND_IN_";

    private CurrentStaff() {}

    /** Returns the signed-in person; empty in a job of the engine and before sign-in. */
    public static Optional<Staff> get() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        var roles = given(authentication, ROLE_PREFIX)
                .flatMap(group -> Role.ofGroup(group).stream())
                .collect(Collectors.toSet());
        var sites = given(authentication, SITE_PREFIX).collect(Collectors.toSet());
        var standIns = given(authentication, STAND_IN_PREFIX)
                .flatMap(of -> Role.ofGroup(of.substring(0, of.indexOf(':'))).stream()
                        .map(role -> new StandIn(role, of.substring(of.indexOf(':') + 1))))
                .collect(Collectors.toSet());
        return Optional.of(new Staff(authentication.getName(), roles, sites, standIns));
    }

    private static Stream<String> given(Authentication authentication, String prefix) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(prefix))
                .map(authority -> authority.substring(prefix.length()));
    }
}
