package care.handrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Correct-horse-7-battery",
                "otter violin granite teapot",
                "brückenpfeiler im oktober",
                "ein sehr langer satz, den sich niemand sonst ausdenken würde, mit achtzig zeichen und mehr"
            })
    void takesWhatIsLongAndHardToGuessWhateverItsCharacters(String password) {
        assertThat(Passwords.keepsRule(password, "reception")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x8$Kq!v2#Lm",
                "Password1234!",
                "P@ssw0rdP@ssw0rd",
                "qwertyuiop123",
                "aaaaaaaaaaaaaaaa",
                "handrailhandrail",
                "handrail2026",
                "abcdefghijklmnop",
                "iloveyou12345"
            })
    void refusesWhatIsShortOrAmongTheFirstThatAreTried(String password) {
        assertThat(Passwords.keepsRule(password, "reception")).isFalse();
    }

    @Test
    void refusesTheUserName() {
        assertThat(Passwords.keepsRule("otter violin Jo.Smith teapot", "jo.smith"))
                .isFalse();
        assertThat(Passwords.keepsRule("otter violin Jo.Smith teapot", "reception"))
                .isTrue();
    }

    @Test
    void refusesWhatIsLongerThanAnybodyTypes() {
        assertThat(Passwords.keepsRule("otter violin ".repeat(10), "reception")).isFalse();
    }

    @Test
    void makesPasswordsThatKeepTheRule() {
        assertThat(Passwords.random()).isNotEqualTo(Passwords.random());
        assertThat(Passwords.keepsRule(Passwords.random(), "admin")).isTrue();
    }
}
