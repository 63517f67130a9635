package care.handrail.access.web;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session at which nobody has been for a while, and every session after a day's work. Tasklist and Cockpit ask the
 * server every few seconds by themselves, so that what they ask is no sign of anybody; their pages tell when somebody
 * types or clicks, with {@code POST /api/session}.
 */
@Component
class SessionLimits extends OncePerRequestFilter {

    static final String SOMEBODY_WAS_THERE = "handrail.somebody-was-there";

    /** Written no more often than this, so that a click does not always cost a statement. */
    private static final Duration COARSE = Duration.ofSeconds(20);

    private static final RequestMatcher BY_ITSELF = new OrRequestMatcher(
            withDefaults().matcher("/camunda/api/**"),
            withDefaults().matcher(HttpMethod.GET, "/api/session"),
            withDefaults().matcher("/api/work-items/cards"),
            withDefaults().matcher(HttpMethod.PUT, "/api/work-items/{id}/draft"),
            withDefaults().matcher("/sign-in"));

    private final Clock clock;
    private final Duration idle;
    private final Duration longest;

    SessionLimits(
            Clock clock,
            @Value("${handrail.sign-in.idle}") Duration idle,
            @Value("${handrail.sign-in.longest}") Duration longest) {
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        if (session != null) {
            var now = clock.instant();
            if (!now.isBefore(end(session))) {
                session.invalidate();
            } else if (!BY_ITSELF.matches(request)
                    && now.isAfter(lastThere(session).plus(COARSE))) {
                session.setAttribute(SOMEBODY_WAS_THERE, now.getEpochSecond());
            }
        }
        chain.doFilter(request, response);
    }

    /** Tells how long the session goes on if nobody comes. */
    Duration left(HttpSession session) {
        return Duration.between(clock.instant(), end(session));
    }

    /** Tells whether the session goes on for longer if somebody comes. */
    boolean canBeProlonged(HttpSession session) {
        return end(session).isBefore(lastEnd(session));
    }

    private Instant end(HttpSession session) {
        var withNobody = lastThere(session).plus(idle);
        return withNobody.isBefore(lastEnd(session)) ? withNobody : lastEnd(session);
    }

    private Instant lastEnd(HttpSession session) {
        return Instant.ofEpochMilli(session.getCreationTime()).plus(longest);
    }

    /** Tells whether a session that nobody brings now would be ended if somebody did. */
    boolean isOver(Session session) {
        var now = clock.instant();
        return !now.isBefore(lastThere(session).plus(idle))
                || !now.isBefore(session.getCreationTime().plus(longest));
    }

    static Instant lastThere(Session session) {
        return session.getAttribute(SOMEBODY_WAS_THERE) instanceof Long seconds
                ? Instant.ofEpochSecond(seconds)
                : session.getCreationTime();
    }

    private static Instant lastThere(HttpSession session) {
        return session.getAttribute(SOMEBODY_WAS_THERE) instanceof Long seconds
                ? Instant.ofEpochSecond(seconds)
                : Instant.ofEpochMilli(session.getCreationTime());
    }
}
