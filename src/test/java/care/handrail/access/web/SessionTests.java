package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.HandrailTest;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

@HandrailTest
class SessionTests extends SessionLife {

    @Test
    void readsBackWhatASessionMayHold() {
        var held = new ArrayList<>(List.of("a", 1L));
        assertThat(SessionContent.read(SessionContent.write(held))).isEqualTo(held);
    }

    @Test
    void readsNothingElse() {
        assertThat(SessionContent.read(SessionContent.write(new File("x")))).isNull();
        assertThat(SessionContent.read(new byte[] {1, 2, 3})).isNull();
    }

    @Test
    void handsOnAWorkItemAndNoOtherAddress() {
        var request = new MockHttpServletRequest();
        request.setParameter("work-item", "9a3f0c1e-e5d5-11f1-bb18-02fc00000001");
        assertThat(WorkItemLink.in(request)).contains("9a3f0c1e-e5d5-11f1-bb18-02fc00000001");
        request.setParameter("work-item", "//elsewhere.example.org/aaaaaaaaaaaa");
        assertThat(WorkItemLink.in(request)).isEmpty();
    }
}
