package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.access.web.SignInThrottle.Way;
import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Signs staff in with the user id and password of the staff directory. */
@Component
class StaffPasswords {

    private final StaffDirectory directory;
    private final SignInThrottle throttle;
    private final SignInTrail trail;

    StaffPasswords(StaffDirectory directory, SignInThrottle throttle, SignInTrail trail) {
        this.directory = directory;
        this.throttle = throttle;
        this.trail = trail;
    }

    /** Returns what looks at the passwords that come in one way. */
    AuthenticationManager by(Way way) {
        return attempt -> authenticate(way, attempt);
    }

    private Authentication authenticate(Way way, Authentication attempt) {
        var userId = attempt.getName();
        var address = ((WebAuthenticationDetails) attempt.getDetails()).getRemoteAddress();
        var counted = throttle.begin(way, userId, address);
        if (counted.isEmpty()) {
            if (throttle.isWorthTelling(way, userId, address)) {
                trail.heldBack(userId);
            }
            throw new TooManyAttemptsException();
        }
        if (!(attempt.getCredentials() instanceof String password) || !directory.checkPassword(userId, password)) {
            trail.refused(userId);
            throw new BadCredentialsException("refused");
        }
        counted.get().wasRight();
        return directory
                .find(userId)
                .map(StaffPasswords::signedIn)
                .orElseThrow(() -> new BadCredentialsException("refused"));
    }

    /** Returns the session's proof that the person has signed in; it holds no password. */
    static Authentication signedIn(Staff staff) {
        List<SimpleGrantedAuthority> authorities = staff.roles().stream()
                .map(role -> new SimpleGrantedAuthority(CurrentStaff.ROLE_PREFIX + role.group()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(staff.userId(), null, authorities);
    }
}
