package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who asks, for the length of a request, so that its checks see the signed-in person. */
class EngineAuthenticationFilter extends OncePerRequestFilter {

    private final IdentityService identity;

    EngineAuthenticationFilter(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The sign-in lets nobody pass unnamed; without a name the engine would check nothing.
        var staff = CurrentStaff.get().orElseThrow(() -> new ServletException("nobody is signed in"));
        identity.setAuthentication(
                staff.userId(), staff.roles().stream().map(Role::group).toList());
        try {
            chain.doFilter(request, response);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** An error page is shown after the request has been refused, perhaps for want of a name. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }
}
