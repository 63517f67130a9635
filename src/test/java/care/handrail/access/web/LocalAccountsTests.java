package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.access.web.SignInThrottle.Attempt;
import care.handrail.access.web.SignInThrottle.Way;
import care.handrail.shared.StartRefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** A clinic whose staff all come by its identity provider may shut the way by password. */
class LocalAccountsTests {

    private final StaffDirectory directory = mock();
    private final SignInThrottle throttle = mock();
    private final SecondFactor secondFactor = mock();

    @BeforeEach
    void knowAPasswordThatIsRight() {
        var staff = new Staff("nurse", Set.of(Role.NURSING));
        when(directory.checkPassword("nurse", "right")).thenReturn(true);
        when(directory.find("nurse")).thenReturn(Optional.of(staff));
        when(throttle.begin(any(), any(), any())).thenReturn(Optional.of(new Attempt(List.of())));
        when(secondFactor.afterPassword(staff)).thenReturn(SecondFactor.withRoles(staff));
    }

    @ParameterizedTest
    @EnumSource(names = {"FORM", "BASIC"})
    void signInWhileTheyAreOpen(Way way) {
        assertThat(passwords(true).by(way).authenticate(attempt()).getName()).isEqualTo("nurse");
    }

    @ParameterizedTest
    @EnumSource(names = {"FORM", "BASIC"})
    void doNotSignInWhenTheyAreShut(Way way) {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> passwords(false).by(way).authenticate(attempt()));
    }

    @Test
    void areNotShutWhereThereIsNoProvider() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new Pages(mock(), passwords(false), mock()))
                .withMessageContaining("nobody could sign in");
    }

    private StaffPasswords passwords(boolean open) {
        return new StaffPasswords(directory, throttle, secondFactor, mock(), mock(), open);
    }

    private static UsernamePasswordAuthenticationToken attempt() {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated("nurse", "right");
        attempt.setDetails(new WebAuthenticationDetails(new MockHttpServletRequest()));
        return attempt;
    }
}
