package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MinimalIdentityTests {

    @Test
    void saysNameAndYearAndWhatOfThemIsNotKnown() {
        assertThat(words(Map.of("givenName", " Ann ", "surname", "Lee", "dateOfBirth", "1984-02-29")))
                .isEqualTo("Ann Lee, born 1984");
        assertThat(words(Map.of("surname", "Lee", "dateOfBirth", "29/02/1984"))).isEqualTo("Lee");
        assertThat(words(Map.of("dateOfBirth", "1984-02-29"))).isEqualTo("Name not known yet, born 1984");
        assertThat(words(Map.of("phone", "01632 960001"))).isEqualTo("Name not known yet");
    }

    private static String words(Map<String, Object> letter) {
        return MinimalIdentity.of(letter).inWords();
    }
}
