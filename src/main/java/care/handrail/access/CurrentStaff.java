package care.handrail.access;

import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** The person whose request this is. */
public final class CurrentStaff {

    /** What the authority of a role begins with; the rest is the role's group id. */
    public static final String ROLE_PREFIX = "ROLE_";

    private CurrentStaff() {}

    /** Returns the signed-in person; empty in a job of the engine and before sign-in. */
    public static Optional<Staff> get() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        var roles = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority.startsWith(ROLE_PREFIX))
                .flatMap(authority -> Role.ofGroup(authority.substring(ROLE_PREFIX.length())).stream())
                .collect(Collectors.toSet());
        return Optional.of(new Staff(authentication.getName(), roles));
    }
}
