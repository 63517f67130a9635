package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.access.SetPasswords;
import care.handrail.access.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Who has to show a passkey besides the password, and how far a session has come.
 *
 * <p>A session in which a passkey is due holds no role; it reaches the page for passkeys and nothing else. A session that
 * began with a password that somebody else had set reaches nothing but the page on which its owner chooses another one. A
 * passkey comes first, so that whoever knows such a password cannot even do that; the first passkey comes after it.
 */
@Component
class SecondFactor {

    private static final GrantedAuthority DUE = new SimpleGrantedAuthority("PASSKEY_DUE");

    private static final GrantedAuthority SHOWN = new SimpleGrantedAuthority("PASSKEY_SHOWN");

    private static final GrantedAuthority PASSWORD_DUE = new SimpleGrantedAuthority("PASSWORD_DUE");

    private final Passkeys passkeys;
    private final SetPasswords setPasswords;
    private final Set<String> exempt;

    /** @param exempt user ids that need no passkey whatever their role: the staff of the demo */
    SecondFactor(
            Passkeys passkeys, SetPasswords setPasswords, @Value("${handrail.passkeys.exempt:}") Set<String> exempt) {
        this.passkeys = passkeys;
        this.setPasswords = setPasswords;
        this.exempt = Set.copyOf(exempt);
    }

    boolean isRequiredOf(Staff staff) {
        return staff.isPowerful() && !exempt.contains(staff.userId());
    }

    boolean isNeededBy(Staff staff) {
        return isRequiredOf(staff) || passkeys.has(staff.userId());
    }

    /** Returns the proof of somebody whose password was right. */
    Authentication afterPassword(Staff staff) {
        if (passkeys.has(staff.userId())) {
            return proof(staff.userId(), List.of(DUE));
        }
        if (setPasswords.due(staff.userId()).isPresent()) {
            return proof(staff.userId(), List.of(PASSWORD_DUE));
        }
        return isRequiredOf(staff) ? proof(staff.userId(), List.of(DUE)) : withRoles(staff);
    }

    /**
     * Returns the proof of somebody for whom the clinic's identity provider vouches.
     *
     * @param shownThere whether the provider is believed that a second factor was shown there
     */
    Authentication afterProvider(Staff staff, boolean shownThere) {
        if (shownThere) {
            return withRoles(staff, SHOWN);
        }
        return isNeededBy(staff) ? proof(staff.userId(), List.of(DUE)) : withRoles(staff);
    }

    /** Returns the proof of somebody who has shown a passkey as well. */
    Authentication afterPasskey(Staff staff) {
        return setPasswords.due(staff.userId()).isPresent()
                ? proof(staff.userId(), List.of(PASSWORD_DUE))
                : withRoles(staff, SHOWN);
    }

    /** Returns the proof that a session gives now, with the roles that its owner has now. */
    Authentication now(Authentication atSignIn, Staff staff) {
        if (atSignIn.getAuthorities().contains(SHOWN)) {
            return withRoles(staff, SHOWN);
        }
        if (isPasswordDue(atSignIn)) {
            return proof(staff.userId(), List.of(PASSWORD_DUE));
        }
        return isDue(atSignIn) || isRequiredOf(staff) ? proof(staff.userId(), List.of(DUE)) : withRoles(staff);
    }

    static boolean isDue(Authentication who) {
        return who.getAuthorities().contains(DUE);
    }

    /** Tells whether the person of this request has yet to show a passkey. */
    static boolean isDue() {
        return isDue(SecurityContextHolder.getContext().getAuthentication());
    }

    static boolean isAnythingDue(Authentication who) {
        return isDue(who) || isPasswordDue(who);
    }

    static boolean isPasswordDue(Authentication who) {
        return who.getAuthorities().contains(PASSWORD_DUE);
    }

    /** Tells whether the person of this request has yet to choose a password. */
    static boolean isPasswordDue() {
        return isPasswordDue(SecurityContextHolder.getContext().getAuthentication());
    }

    /** Returns the proof of somebody of whom no more is asked; it holds no password. */
    static Authentication withRoles(Staff staff, GrantedAuthority... besides) {
        var authorities = new ArrayList<GrantedAuthority>(List.of(besides));
        staff.roles()
                .forEach(role -> authorities.add(new SimpleGrantedAuthority(CurrentStaff.ROLE_PREFIX + role.group())));
        staff.sites().forEach(site -> authorities.add(new SimpleGrantedAuthority(CurrentStaff.SITE_PREFIX + site)));
        staff.standIns()
                .forEach(one -> authorities.add(new SimpleGrantedAuthority(
                        CurrentStaff.STAND_IN_PREFIX + one.role().group() + ":" + one.site())));
        return proof(staff.userId(), authorities);
    }

    private static Authentication proof(String userId, List<GrantedAuthority> authorities) {
        return UsernamePasswordAuthenticationToken.authenticated(userId, null, authorities);
    }
}
