package care.handrail.audit.web;

import care.handrail.audit.CurrentRequest;
import care.handrail.shared.Ids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names every request, so that an audit row, a log line and an answer can be brought together.
 *
 * <p>A caller may bring a name of its own in {@code X-Request-Id}; one that is not plain and short is replaced, because
 * it ends up in logs. Runs before sign-in, so that a refused sign-in has a name too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestIdFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    /** The key under which log patterns find the name. */
    static final String MDC_KEY = "requestId";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{8,64}");

    private static final String ATTRIBUTE = RequestIdFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var current = new CurrentRequest(idOf(request), request.getRemoteAddr());
        request.setAttribute(ATTRIBUTE, current.id());
        response.setHeader(HEADER, current.id());
        current.begin();
        MDC.put(MDC_KEY, current.id());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(MDC_KEY);
            CurrentRequest.end();
        }
    }

    /** An error page is written after the request has left the filters; it keeps the request's name. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static String idOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String earlier) {
            return earlier;
        }
        @Nullable String brought = request.getHeader(HEADER);
        return brought != null && PLAIN.matcher(brought).matches() ? brought : Ids.next();
    }
}
