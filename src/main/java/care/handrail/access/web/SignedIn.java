package care.handrail.access.web;

import care.handrail.access.store.KnownAddresses;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Component;

/** Records a sign-in and goes on to the page that was asked for. A sign-in that cannot be recorded does not happen. */
@Component
class SignedIn extends SavedRequestAwareAuthenticationSuccessHandler {

    private final SignInTrail trail;
    private final KnownAddresses known;

    SignedIn(SignInTrail trail, KnownAddresses known) {
        this.trail = trail;
        this.known = known;
        setDefaultTargetUrl("/");
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException, ServletException {
        try {
            trail.signedIn(who.getName());
            known.add(who.getName(), ClientAddress.network(request.getRemoteAddr()));
        } catch (RuntimeException e) {
            new SecurityContextLogoutHandler().logout(request, response, who);
            throw e;
        }
        super.onAuthenticationSuccess(request, response, who);
    }
}
