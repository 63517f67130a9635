package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.audit.CurrentRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets through to the engine's web interfaces what {@link EngineRoutes} opens, and refuses the rest with a sentence. The
 * sign-in records every refusal, whether it is made here or by the engine behind it.
 */
class EngineGuard extends OncePerRequestFilter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Some servers and filters let these headers replace the method. */
    private static final List<String> METHOD_OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

    private static final Pattern ENGINE = Pattern.compile("/engine-rest(?:/engine/default)?(/.*)");
    private static final Pattern WEBAPP_ENGINE = Pattern.compile("/camunda/api/engine(?:/engine/default)?(/.*)");
    private static final Pattern WEBAPP = Pattern.compile("/camunda/api(/.*)");

    private static final String OTHERWISE = "This is not open here. Ask the system administrator if you need it.";

    private static final String BY_NO_CONTENT =
            "Pathways can be looked for by where they stand, not by what they carry: take"
                    + " this criterion away. What a patient's pathway carries is seen in its work items.";

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

    /** What the trail tells of a refused path. */
    private static final Set<String> WORDS = Stream.concat(
                    Stream.of(EngineRoutes.REST, EngineRoutes.WEBAPPS).flatMap(EngineRoutes::words),
                    Stream.of(("engine-rest camunda api default execution history message signal migration batch"
                                    + " authorization tenant variables localVariables comment attachment assignee delegate"
                                    + " resolve complete create start restart modification suspended retries delete setup"
                                    + " login")
                            .split(" ")))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static void instead(String path, String sentence) {
        INSTEAD.put(Pattern.compile(path), sentence);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var staff = CurrentStaff.get();
        // Raw, as it came: whatever a server might decode, unfold or cut off does not match a route.
        var path = request.getRequestURI().substring(request.getContextPath().length());
        var asked = Asked.of(path);
        CurrentRequest.get()
                .ifPresent(current -> current.asksFor("rest:" + request.getMethod() + " " + withoutTexts(path)));
        if (staff.isEmpty() || asked.isEmpty() || !isOpen(request, asked.get(), staff.get())) {
            refuse(response, sentence(request.getMethod(), path));
            return;
        }
        var let = request;
        if (!request.getMethod().equals("OPTIONS") && asked.get().limitsNames(staff.get())) {
            var question = Question.of(request);
            if (!asked.get().takes(request.getMethod(), staff.get(), question.names())) {
                refuse(response, BY_NO_CONTENT);
                return;
            }
            let = question.again();
        }
        chain.doFilter(
                asked.get().isList() && let.getParameter("maxResults") == null ? new Limited(let) : let, response);
    }

    private static boolean isOpen(HttpServletRequest request, Asked asked, Staff staff) {
        return METHOD_OVERRIDES.stream().allMatch(header -> request.getHeader(header) == null)
                && asked.routes.isOpen(request.getMethod(), asked.path, staff);
    }

    /** What a request asks for, wherever the interface is mounted. */
    private record Asked(EngineRoutes routes, String path) {

        static Optional<Asked> of(String path) {
            return Stream.of(
                            in(EngineRoutes.REST, ENGINE, path),
                            in(EngineRoutes.REST, WEBAPP_ENGINE, path),
                            in(EngineRoutes.WEBAPPS, WEBAPP, path))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private static Optional<Asked> in(EngineRoutes routes, Pattern mounted, String path) {
            var match = mounted.matcher(path);
            return match.matches() ? Optional.of(new Asked(routes, match.group(1))) : Optional.empty();
        }

        boolean isList() {
            return routes.isList(path);
        }

        boolean limitsNames(Staff staff) {
            return routes.limitsNames(path, staff);
        }

        boolean takes(String method, Staff staff, Set<String> names) {
            return routes.takes(method, path, staff, names);
        }
    }

    /** Asks for the longest list that may be asked for; the engine refuses a list without a limit. */
    private static class Limited extends HttpServletRequestWrapper {

        private Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getQueryString() {
            var given = super.getQueryString();
            var limit = "maxResults=" + EngineSecurity.LONGEST_LIST;
            return given == null ? limit : given + "&" + limit;
        }
    }

    private void refuse(HttpServletResponse response, String sentence) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        JSON.writeValue(response.getWriter(), Map.of("type", "NotOpenException", "message", sentence));
    }

    /** Anybody can put anything into a path, a patient's name too, and the trail is kept in clear for ever. */
    private static String withoutTexts(String path) {
        return Stream.of(path.split("/"))
                .map(part -> part.isEmpty()
                                || WORDS.contains(part)
                                || ID.matcher(part).matches()
                        ? part
                        : "*")
                .collect(Collectors.joining("/"));
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
