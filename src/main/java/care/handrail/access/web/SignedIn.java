package care.handrail.access.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Component;

/**
 * Records a sign-in and goes on to the page that was asked for, or first to what is due. A sign-in that cannot be
 * recorded does not happen.
 */
@Component
class SignedIn extends SavedRequestAwareAuthenticationSuccessHandler {

    private final SignInTrail trail;

    SignedIn(SignInTrail trail) {
        this.trail = trail;
        setDefaultTargetUrl("/");
        setTargetUrlParameter(WorkItemLink.PARAMETER);
    }

    /** Goes back to the work item at which the last session ended. */
    @Override
    protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response) {
        return WorkItemLink.in(request).map(WorkItemLink::address).orElse(getDefaultTargetUrl());
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException, ServletException {
        try {
            if (SecondFactor.isDue(who)) {
                trail.passkeyAsked(who.getName());
            } else if (SecondFactor.isPasswordDue(who)) {
                trail.passwordAsked(who.getName());
            } else {
                trail.signedIn(who.getName(), request.getRemoteAddr());
            }
        } catch (RuntimeException e) {
            new SecurityContextLogoutHandler().logout(request, response, who);
            throw e;
        }
        SignInPlace.keep(request, request.getSession());
        if (SecondFactor.isDue(who)) {
            WorkItemLink.in(request).ifPresent(id -> request.getSession().setAttribute(WorkItemLink.PARAMETER, id));
            response.sendRedirect("/passkey");
        } else if (SecondFactor.isPasswordDue(who)) {
            response.sendRedirect("/password");
        } else {
            super.onAuthenticationSuccess(request, response, who);
        }
    }
}
