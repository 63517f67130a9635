package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;

/** Signs in to Tasklist, Cockpit and Admin whoever has signed in to the server. */
public class SignedInStaff implements AuthenticationProvider {

    @Override
    public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
        return CurrentStaff.get()
                .map(staff -> {
                    var result = AuthenticationResult.successful(staff.userId());
                    result.setGroups(groups());
                    result.setTenants(List.of());
                    return result;
                })
                .orElseGet(AuthenticationResult::unsuccessful);
    }

    /** Returns the groups of the person who has signed in. */
    static List<String> groups() {
        return CurrentStaff.get().stream()
                .flatMap(staff -> staff.roles().stream())
                .map(Role::group)
                .toList();
    }

    @Override
    public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
        // The status is enough: a challenge would open the browser's own sign-in box inside the page.
    }
}
