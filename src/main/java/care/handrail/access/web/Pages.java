package care.handrail.access.web;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.web.Page.Markup;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sign-in page, and the page with what a person may open. */
@RestController
@Hidden
class Pages {

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final Page signIn = Page.named("sign-in");
    private final Page start = Page.named("start");

    @GetMapping(path = "/sign-in", produces = HTML)
    String signIn(HttpServletRequest request, CsrfToken csrf) {
        var parameters = request.getParameterMap();
        boolean refused = parameters.containsKey("refused");
        String notice = "";
        if (refused) {
            notice =
                    "<p class=\"error\" id=\"problem\" role=\"alert\">That user name and password do not match, or there"
                            + " were too many attempts. Check both, wait a minute, and try again.</p>";
        } else if (parameters.containsKey("stale")) {
            notice = "<p class=\"notice\" role=\"alert\">The page was open for too long. Please sign in again.</p>";
        } else if (parameters.containsKey("signed-out")) {
            notice = "<p class=\"notice\" role=\"status\">You have signed out.</p>";
        }
        var described = new Markup(refused ? "aria-invalid=\"true\" aria-describedby=\"problem\"" : "");
        return signIn.with(Map.of(
                "title",
                refused ? "Problem: Sign in – Handrail" : "Sign in – Handrail",
                "notice",
                new Markup(notice),
                "username",
                described,
                "password",
                described,
                "csrfName",
                csrf.getParameterName(),
                "csrfToken",
                csrf.getToken()));
    }

    @GetMapping(path = "/", produces = HTML)
    String start(CsrfToken csrf) {
        var staff = CurrentStaff.get().orElseThrow();
        return start.with(Map.of(
                "userId",
                staff.userId(),
                "roles",
                staff.roles().stream().map(Role::label).sorted().collect(Collectors.joining(", ")),
                "links",
                new Markup(links(staff)),
                "csrfName",
                csrf.getParameterName(),
                "csrfToken",
                csrf.getToken()));
    }

    private static String links(Staff staff) {
        var links = new ArrayList<String>();
        if (!staff.queues().isEmpty()) {
            links.add(link("/camunda/app/tasklist/", "Work items (Tasklist)"));
        }
        if (staff.has(Role.PRACTICE_MANAGER) || staff.has(Role.ADMINISTRATOR)) {
            links.add(link("/camunda/app/cockpit/", "Running pathways (Cockpit)"));
        }
        if (staff.has(Role.ADMINISTRATOR)) {
            links.add(link("/camunda/app/admin/", "Staff accounts (Admin)"));
        }
        links.add(link("/swagger-ui/index.html", "For programmers: the API"));
        return String.join("\n", links);
    }

    private static String link(String address, String text) {
        return "        <li><a href=\"%s\">%s</a></li>".formatted(address, text);
    }
}
