package care.handrail.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.audit.CurrentRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestIdFilterTests {

    private final RequestIdFilter filter = new RequestIdFilter();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final List<CurrentRequest> seen = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();

    @Test
    void namesTheRequestInTheTrailTheLogsAndTheAnswer() throws Exception {
        request.setRemoteAddr("192.0.2.7");

        pass();

        assertThat(last().clientAddress()).isEqualTo("192.0.2.7");
        assertThat(last().id()).hasSize(36);
        assertThat(logged).containsExactly(last().id());
        assertThat(response.getHeader("X-Request-Id")).isEqualTo(last().id());
    }

    @Test
    void keepsThePlainNameThatTheCallerBrings() throws Exception {
        request.addHeader("X-Request-Id", "gateway-0042:7");

        pass();

        assertThat(last().id()).isEqualTo("gateway-0042:7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "has a space",
                "line\r\nbreak",
                "<script>alert(1)</script>",
                "ünïcödé-name",
                "${jndi:x}"
            })
    void replacesANameThatCouldHarmALog(String brought) throws Exception {
        request.addHeader("X-Request-Id", brought);

        pass();

        assertThat(last().id()).isNotEqualTo(brought).hasSize(36);
    }

    @Test
    void replacesANameThatIsTooLong() throws Exception {
        request.addHeader("X-Request-Id", "a".repeat(65));

        pass();

        assertThat(last().id()).hasSize(36);
    }

    @Test
    void anErrorPageKeepsTheNameOfItsRequest() throws Exception {
        pass();
        var first = last().id();

        request.setDispatcherType(DispatcherType.ERROR);
        request.setAttribute("jakarta.servlet.error.request_uri", "/somewhere");
        pass();

        assertThat(last().id()).isEqualTo(first);
    }

    @Test
    void leavesNothingOnTheThreadEvenWhenTheRequestFails() throws Exception {
        try {
            filter.doFilter(request, response, (q, r) -> {
                throw new ServletException("broken");
            });
        } catch (ServletException expected) {
            assertThat(expected).hasMessage("broken");
        }

        assertThat(CurrentRequest.get()).isEmpty();
        assertThat(MDC.get("requestId")).isNull();
    }

    private void pass() throws ServletException, IOException {
        filter.doFilter(request, response, (q, r) -> {
            seen.add(CurrentRequest.get().orElseThrow());
            logged.add(MDC.get("requestId"));
        });
        assertThat(CurrentRequest.get()).isEmpty();
    }

    private CurrentRequest last() {
        return seen.get(seen.size() - 1);
    }
}
