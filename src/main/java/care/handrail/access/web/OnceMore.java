package care.handrail.access.web;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether somebody has shown a moment ago who they are, by the sign-in or once more since: asked for before something
 * that a stranger at a screen left open must not do.
 */
@Component
class OnceMore {

    private static final String SHOWN = "handrail.shown-once-more";
    private static final String THEN = "handrail.then";
    private static final Duration LASTS = Duration.ofMinutes(5);

    private final Clock clock;

    OnceMore(Clock clock) {
        this.clock = clock;
    }

    /** A page to which somebody comes back. */
    enum Then {
        PASSKEYS,
        SESSIONS;

        String address() {
            return this == PASSKEYS ? "/passkeys" : "/sessions";
        }
    }

    boolean isShown(HttpSession session) {
        var last = session.getAttribute(SHOWN) instanceof Long seconds
                ? Instant.ofEpochSecond(seconds)
                : Instant.ofEpochMilli(session.getCreationTime());
        return clock.instant().isBefore(last.plus(LASTS));
    }

    /** Returns the page on which it is shown once more; from there the person comes back to the other page. */
    String ask(HttpSession session, Then then) {
        session.setAttribute(THEN, then.name());
        return "/once-more";
    }

    /** Says that it was shown, and returns where to go on. */
    String shown(HttpSession session) {
        session.setAttribute(SHOWN, clock.instant().getEpochSecond());
        @Nullable Object then = session.getAttribute(THEN);
        session.removeAttribute(THEN);
        return then instanceof String name ? Then.valueOf(name).address() + "?once-more" : "/";
    }
}
