package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets through to the engine's web interfaces what {@link EngineRoutes} opens, and refuses the rest with a sentence. */
class EngineGuard extends OncePerRequestFilter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Some servers and filters let these headers replace the method. */
    private static final List<String> METHOD_OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

    private static final Pattern ENGINE = Pattern.compile("/engine-rest(?:/engine/default)?(/.*)?");
    private static final Pattern WEBAPP_ENGINE = Pattern.compile("/camunda/api/engine(?:/engine/default)?(/.*)?");
    private static final Pattern WEBAPP = Pattern.compile("/camunda/api(/.*)?");

    private static final String OTHERWISE = "This is not open here. Ask the system administrator if you need it.";

    /** What to say about a change that is refused, by what its path holds; the first that fits. */
    private static final Map<Pattern, String> INSTEAD = new LinkedHashMap<>();

    static {
        instead("/auth/user/[^/]+/login", "Sign in on the page /sign-in.");
        instead("/setup/", "The first administrator is created when the server starts for the first time.");
        instead(
                "comment|attachment",
                "Comments and attachments are off, because they are kept in clear. Write it into the form.");
        instead(
                "ariables",
                "What belongs to a patient's pathway is changed with its forms only. Open the work item and complete its"
                        + " form.");
        instead(
                "/task/[^/]+/(assignee|delegate|resolve|identity-links)",
                "Nobody can give a work item to somebody else or change its queue. Release it, and they can claim it.");
        instead("/task/[^/]+/complete", "A work item is completed with its form: use submit-form.");
        instead("/task", "Work items come from the pathways only, and nobody edits or deletes them.");
        instead("/start", "A pathway is started with its start form: use submit-form.");
        instead(
                "/(process-instance|execution|modification|message|signal|condition|event-subscription|restart)",
                "Running pathways are not cancelled, changed, suspended or deleted here. Close the episode with a reason"
                        + " instead.");
        instead("/(job|incident|external-task)", "A failed step is tried again with Retry on its episode, not here.");
        instead(
                "/(deployment|process-definition|decision|migration|batch)",
                "Diagrams, tables and forms are changed by a release, not here.");
        instead(
                "/(user|group|authorization|tenant|identity)",
                "Staff accounts are changed by the administrator, in Admin. Accounts and groups are never deleted: take"
                        + " the person's groups away instead.");
        instead("/filter", "The filters of the queues are set up by the server.");
    }

    private final Supplier<Audit> audit;

    EngineGuard(Supplier<Audit> audit) {
        this.audit = audit;
    }

    private static void instead(String path, String sentence) {
        INSTEAD.put(Pattern.compile(path), sentence);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var staff = CurrentStaff.get();
        // Raw, as it came: whatever a server might decode, unfold or cut off does not match a route.
        var path = request.getRequestURI().substring(request.getContextPath().length());
        if (staff.isPresent() && isOpen(request, path, staff.get())) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response, path);
        }
    }

    private static boolean isOpen(HttpServletRequest request, String path, Staff staff) {
        if (METHOD_OVERRIDES.stream().anyMatch(header -> request.getHeader(header) != null)) {
            return false;
        }
        var method = request.getMethod();
        var engine = ENGINE.matcher(path);
        if (engine.matches()) {
            return isOpen(EngineRoutes.REST, method, engine.group(1), staff);
        }
        var webappEngine = WEBAPP_ENGINE.matcher(path);
        if (webappEngine.matches()) {
            return isOpen(EngineRoutes.REST, method, webappEngine.group(1), staff);
        }
        var webapp = WEBAPP.matcher(path);
        return webapp.matches() && isOpen(EngineRoutes.WEBAPPS, method, webapp.group(1), staff);
    }

    private static boolean isOpen(EngineRoutes routes, String method, String path, Staff staff) {
        return path != null && routes.isOpen(method, path, staff);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        if (!READING.contains(request.getMethod())) {
            audit.get()
                    .refuse(AuditEvent.of(
                            AuditEvent.Kind.ACCESS_REFUSED, null, null, "rest:" + request.getMethod() + " " + path));
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        JSON.writeValue(
                response.getWriter(),
                Map.of("type", "NotOpenException", "message", sentence(request.getMethod(), path)));
    }

    private static String sentence(String method, String path) {
        if (READING.contains(method)) {
            return OTHERWISE;
        }
        return INSTEAD.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHERWISE);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }
}
