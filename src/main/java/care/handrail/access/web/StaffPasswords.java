package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Signs staff in with the user id and password of the staff directory. */
@Component
class StaffPasswords implements AuthenticationProvider {

    private final StaffDirectory directory;
    private final SignInTrail trail;

    StaffPasswords(StaffDirectory directory, SignInTrail trail) {
        this.directory = directory;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var userId = attempt.getName();
        if (!(attempt.getCredentials() instanceof String password) || !directory.checkPassword(userId, password)) {
            trail.refused(userId);
            throw new BadCredentialsException("refused");
        }
        return directory
                .find(userId)
                .map(StaffPasswords::signedIn)
                .orElseThrow(() -> new BadCredentialsException("refused"));
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }

    /** Returns the session's proof that the person has signed in; it holds no password. */
    static Authentication signedIn(Staff staff) {
        List<SimpleGrantedAuthority> authorities = staff.roles().stream()
                .map(role -> new SimpleGrantedAuthority(CurrentStaff.ROLE_PREFIX + role.group()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(staff.userId(), null, authorities);
    }
}
