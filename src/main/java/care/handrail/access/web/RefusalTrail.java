package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.CurrentRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Records every refusal that nobody below has recorded, so that none leaves the server without a row in the trail: an
 * answer 403, and an answer 404 about a single thing, of which nobody outside can tell whether it is not there or not
 * for them. Only a signed-in person can be refused something; anybody else is asked to sign in.
 */
class RefusalTrail extends OncePerRequestFilter {

    /** What a path may be told of that leads to no route: anybody can type a name into an address. */
    private static final Set<String> WORDS =
            Set.of("api", "camunda", "app", "admin", "cockpit", "tasklist", "engine-rest", "default", "v3", "api-docs");

    /** The variable of a route, or an id. */
    private static final Pattern ONE_THING = Pattern.compile("\\{|[0-9a-f]{8}-");

    private final Audit audit;

    RefusalTrail(Audit audit) {
        this.audit = audit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Watched(request, response));
    }

    /** Records before the answer leaves the server: afterwards a machine that dies would have kept nothing. */
    private final class Watched extends HttpServletResponseWrapper {

        private final HttpServletRequest request;

        private Watched(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void setStatus(int status) {
            recordRefusal(request, status);
            super.setStatus(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            recordRefusal(request, status);
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            recordRefusal(request, status);
            super.sendError(status, message);
        }
    }

    private void recordRefusal(HttpServletRequest request, int status) {
        var route = route(request);
        boolean recorded =
                CurrentRequest.get().map(CurrentRequest::isRefusalRecorded).orElse(false);
        if (isRefused(status, route) && !recorded && CurrentStaff.get().isPresent()) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, route).with("status=" + status));
        }
    }

    private static boolean isRefused(int status, String route) {
        return status == HttpStatus.FORBIDDEN.value()
                || status == HttpStatus.NOT_FOUND.value()
                        && ONE_THING.matcher(route).find();
    }

    private static String route(HttpServletRequest request) {
        return CurrentRequest.get()
                .flatMap(CurrentRequest::asked)
                .orElseGet(() ->
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route
                                ? "route:" + request.getMethod() + " " + route
                                : "path:" + request.getMethod() + " " + withoutTexts(request.getRequestURI()));
    }

    private static String withoutTexts(String path) {
        return Stream.of(path.split("/"))
                .map(part -> part.isEmpty() || WORDS.contains(part) ? part : "*")
                .collect(Collectors.joining("/"));
    }
}
