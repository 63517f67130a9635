package care.handrail.access.web;

import care.handrail.access.SetPasswords;
import care.handrail.access.SetPasswords.SetPassword;
import care.handrail.access.StaffDirectory;
import care.handrail.access.web.SignInThrottle.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Signs staff in with the user id and password of the staff directory. */
@Component
class StaffPasswords {

    private final StaffDirectory directory;
    private final SignInThrottle throttle;
    private final SecondFactor secondFactor;
    private final SetPasswords setPasswords;
    private final SignInTrail trail;
    private final boolean open;

    StaffPasswords(
            StaffDirectory directory,
            SignInThrottle throttle,
            SecondFactor secondFactor,
            SetPasswords setPasswords,
            SignInTrail trail,
            @Value("${handrail.sign-in.local-accounts}") boolean open) {
        this.directory = directory;
        this.throttle = throttle;
        this.secondFactor = secondFactor;
        this.setPasswords = setPasswords;
        this.trail = trail;
        this.open = open;
    }

    /** Tells whether passwords let anybody in; where they do not, everybody comes by the identity provider. */
    boolean areOpen() {
        return open;
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
        if (!open
                || !(attempt.getCredentials() instanceof String password)
                || !directory.checkPassword(userId, password)) {
            trail.refused(userId);
            throw new BadCredentialsException("refused");
        }
        var staff = directory.find(userId).orElseThrow(() -> new BadCredentialsException("refused"));
        var due = setPasswords.due(userId);
        if (way == Way.BASIC && (due.isPresent() || secondFactor.isNeededBy(staff))) {
            // The answer is that to a wrong password, lest it tell that this one was right.
            trail.refused(userId);
            throw new BadCredentialsException("refused");
        }
        if (due.filter(SetPassword::isOver).isPresent()) {
            trail.refused(userId);
            throw new CredentialsExpiredException("set too long ago");
        }
        counted.get().wasRight();
        return way == Way.FORM ? secondFactor.afterPassword(staff) : SecondFactor.withRoles(staff);
    }

    /** Tells whether the password is that of a person who has signed in; counts it as one that is typed at the sign-in. */
    boolean isRight(String userId, @Nullable String password, String address) {
        var counted = throttle.begin(Way.FORM, userId, address);
        if (counted.isEmpty() || password == null || !directory.checkPassword(userId, password)) {
            trail.refused(userId);
            return false;
        }
        counted.get().wasRight();
        return true;
    }
}
