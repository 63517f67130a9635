package care.handrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The work item that somebody was at when the session ended, which the sign-in hands on. */
final class WorkItemLink {

    static final String PARAMETER = "work-item";

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private WorkItemLink() {}

    /** Returns the address of the work item in Tasklist. */
    static String address(String workItem) {
        return "/camunda/app/tasklist/default/#/?task=" + workItem;
    }

    /** Returns the id of the work item that the request names; empty for anything that is no id. */
    static Optional<String> in(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(PARAMETER))
                .filter(id -> ID.matcher(id).matches());
    }
}
