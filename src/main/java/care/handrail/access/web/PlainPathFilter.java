package care.handrail.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an address that two parts of the server could read in two ways, such as one with {@code //}, {@code ;} or
 * {@code %2F}. Spring Security does so too, but other filters stumble over it first and answer with a fault.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class PlainPathFilter extends OncePerRequestFilter {

    private final StrictHttpFirewall firewall = new StrictHttpFirewall();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            firewall.getFirewalledRequest(request);
        } catch (RequestRejectedException e) {
            Problem.write(
                    response,
                    HttpStatus.BAD_REQUEST,
                    "Not an address",
                    "The address holds characters that have no place" + " in it. Go back to the start page.");
            return;
        }
        chain.doFilter(request, response);
    }
}
