package care.handrail.pathways.engine;

import care.handrail.access.Role;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;

/**
 * Signs in to the web applications whoever has signed in to the server, with the roles that the person has now: the
 * engine's own filter would keep those of the first request for as long as the session lives.
 */
class WebappSignIn extends ContainerBasedAuthenticationFilter {

    @Override
    protected boolean existisAuthentication(Authentications known, String engine, String userId) {
        return super.existisAuthentication(known, engine, userId)
                && Set.copyOf(SignedInStaff.groups())
                        .equals(roles((UserAuthentication) known.getAuthenticationForProcessEngine(engine)));
    }

    /** The engine reads a person's groups anew from time to time; those of sites are among them then. */
    private static Set<String> roles(UserAuthentication person) {
        return person.getGroupIds().stream()
                .filter(group -> Role.ofGroup(group).isPresent())
                .collect(Collectors.toSet());
    }
}
