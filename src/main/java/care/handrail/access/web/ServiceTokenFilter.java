package care.handrail.access.web;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.store.ServiceAccounts;
import care.handrail.access.store.ServiceAccounts.ServiceAccount;
import care.handrail.access.web.ApiScopes.Scope;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in a program that sends the token of a service account, to the routes of its scopes and with the role of the one
 * scope that opens the route. Each call is recorded under the account's name.
 */
class ServiceTokenFilter extends OncePerRequestFilter {

    /** How the header begins that carries a token (RFC 6750). */
    private static final String BEARER = "Bearer ";

    /** No person's user name has a colon. */
    private static final String NAME = "service:";

    private final ServiceAccounts accounts;
    private final ApiScopes scopes;
    private final SignInThrottle throttle;
    private final Audit audit;

    ServiceTokenFilter(ServiceAccounts accounts, ApiScopes scopes, SignInThrottle throttle, Audit audit) {
        this.accounts = accounts;
        this.scopes = scopes;
        this.throttle = throttle;
        this.audit = audit;
    }

    /** Tells whether the request carries a token. */
    static boolean isSentBy(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var token = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring(BEARER.length())
                .strip();
        var account = accounts.ofToken(token).filter(found -> found.isOpen(Instant.now()));
        if (account.isEmpty()) {
            if (throttle.isWorthTelling(SignInThrottle.Way.TOKEN, "", request.getRemoteAddr())) {
                audit.refuse(AuditEvent.of(Kind.SIGN_IN_REFUSED, null, null, "service:unknown"));
            }
            Problem.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Not signed in",
                    "This token is unknown, has expired or was revoked. Ask whoever looks after service accounts for a new one.");
            return;
        }
        // A path that two parts of the server could read in two ways was refused before.
        var scope = scopes.opening(
                request.getMethod(), request.getRequestURI(), account.get().scopes());
        actAs(account.get(), scope.map(Scope::actsAs).map(Set::of).orElse(Set.of()));
        if (scope.isEmpty()) {
            audit.refuse(call(account.get()));
            Problem.write(
                    response,
                    HttpStatus.FORBIDDEN,
                    "Not allowed",
                    "No scope of this service account opens this. Whoever looks after service accounts can create one that has it.");
            return;
        }
        accounts.used(account.get().id());
        audit.record(call(account.get()).with(scope.get().name()));
        chain.doFilter(request, response);
    }

    /** The path is left out: it may hold what somebody typed. What was done is recorded by whoever does it. */
    private static AuditEvent call(ServiceAccount account) {
        return AuditEvent.of(Kind.SERVICE_CALL, null, null, "service-account:" + account.id());
    }

    private static void actAs(ServiceAccount account, Set<Role> roles) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SecondFactor.withRoles(new Staff(NAME + account.name(), roles)));
        SecurityContextHolder.setContext(context);
    }
}
