package care.handrail.pathways.engine;

import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;

/**
 * Signs in to the web applications whoever has signed in to the server, with the roles and sites that the person has now: the
 * engine's own filter would keep those of the first request for as long as the session lives.
 */
class WebappSignIn extends ContainerBasedAuthenticationFilter {

    @Override
    protected boolean existisAuthentication(Authentications known, String engine, String userId) {
        if (!super.existisAuthentication(known, engine, userId)) {
            return false;
        }
        var before = (UserAuthentication) known.getAuthenticationForProcessEngine(engine);
        return Set.copyOf(SignedInStaff.groups()).equals(new HashSet<>(before.getGroupIds()))
                && SignedInStaff.sites().equals(new HashSet<>(before.getTenantIds()));
    }
}
