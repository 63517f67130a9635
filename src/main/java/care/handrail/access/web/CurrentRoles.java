package care.handrail.access.web;

import care.handrail.access.StaffDirectory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a session the roles that its owner has now. Without it, whoever loses a role would keep it for as long as the
 * session lives, and a person who leaves the clinic is stopped by taking the roles away.
 */
class CurrentRoles extends OncePerRequestFilter {

    private final StaffDirectory directory;
    private final SecondFactor secondFactor;

    CurrentRoles(StaffDirectory directory, SecondFactor secondFactor) {
        this.directory = directory;
        this.secondFactor = secondFactor;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var atSignIn = SecurityContextHolder.getContext().getAuthentication();
        if (atSignIn != null) {
            var now = SecurityContextHolder.createEmptyContext();
            now.setAuthentication(directory
                    .find(atSignIn.getName())
                    .map(staff -> secondFactor.now(atSignIn, staff))
                    .orElse(null));
            SecurityContextHolder.setContext(now);
        }
        chain.doFilter(request, response);
    }
}
