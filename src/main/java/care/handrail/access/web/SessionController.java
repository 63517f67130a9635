package care.handrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the pages of the web applications how long the session goes on. */
@RestController
@RequestMapping("/api/session")
class SessionController {

    private final SessionLimits limits;

    SessionController(SessionLimits limits) {
        this.limits = limits;
    }

    /**
     * How long a session goes on.
     *
     * @param secondsLeft until it ends if nobody comes; a program without a session has none
     * @param canBeProlonged whether it goes on for longer if somebody comes
     */
    record Session(long secondsLeft, boolean canBeProlonged) {}

    /** Tells how long the session goes on, and prolongs nothing. Permission: whoever has signed in. */
    @GetMapping
    ResponseEntity<Session> read(HttpServletRequest request) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(of(request.getSession(false)));
    }

    /** Says that somebody is there, and tells how long the session goes on. Permission: whoever has signed in. */
    @PostMapping
    ResponseEntity<Session> prolong(HttpServletRequest request) {
        return read(request);
    }

    private Session of(@Nullable HttpSession session) {
        return session == null
                ? new Session(0, false)
                : new Session(limits.left(session).toSeconds(), limits.canBeProlonged(session));
    }
}
