package care.handrail.access;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import care.handrail.shared.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;

class FirstAdministratorTests {

    @Test
    void endsTheStartWithASentenceWhenThePasswordIsTooEasyToGuess() {
        StaffDirectory directory = mock();
        when(directory.isEmpty()).thenReturn(true);
        doThrow(new IllegalArgumentException("The password of admin is too weak."))
                .when(directory)
                .create(any(), any(), any());
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new FirstAdministrator(directory, "weak").run(new DefaultApplicationArguments()))
                .withMessageContainingAll("too weak", "HANDRAIL_ADMIN_PASSWORD");
    }
}
