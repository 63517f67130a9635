package care.handrail.access.web;

import org.springframework.security.core.AuthenticationException;

/** There were too many wrong passwords; the one that came now was not looked at. */
class TooManyAttemptsException extends AuthenticationException {

    TooManyAttemptsException() {
        super("too many attempts");
    }
}
