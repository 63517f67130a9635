package care.handrail.access.web;

import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.shared.StartRefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page, and the page with what a person may open. */
@Controller
@Hidden
class Pages {

    /** Whose work is in part done through the API; the others would only wonder. */
    private static final Set<Role> PROGRAMMED_FOR =
            EnumSet.of(Role.PRACTICE_MANAGER, Role.COMPLIANCE, Role.GOVERNANCE, Role.ADMINISTRATOR);

    private final Permissions permissions;
    private final StaffPasswords passwords;
    private final boolean provider;

    Pages(Permissions permissions, StaffPasswords passwords, ObjectProvider<ProviderFilters> provider) {
        this.permissions = permissions;
        this.passwords = passwords;
        this.provider = provider.getIfAvailable() != null;
        if (!this.provider && !passwords.areOpen()) {
            throw new StartRefusedException(
                    "handrail.sign-in.local-accounts is off and there is no identity provider, so nobody could sign in.",
                    "Switch it on, or start with the profile oidc.");
        }
    }

    @GetMapping("/sign-in")
    String signIn(HttpServletRequest request, Model page) {
        var why = request.getParameterMap();
        boolean refused = why.containsKey("refused");
        boolean heldBack = !refused && why.containsKey("held-back");
        boolean stale = !refused && !heldBack && why.containsKey("stale");
        page.addAttribute("refused", refused);
        page.addAttribute("heldBack", heldBack);
        page.addAttribute("stale", stale);
        page.addAttribute("ended", !refused && !heldBack && !stale && why.containsKey("ended"));
        page.addAttribute("provider", provider ? ProviderFilters.THERE : null);
        page.addAttribute("local", passwords.areOpen());
        page.addAttribute("providerFailed", why.containsKey("provider"));
        page.addAttribute("noRole", why.containsKey("no-role"));
        page.addAttribute("setTooLongAgo", !refused && !heldBack && !stale && why.containsKey("set-too-long-ago"));
        page.addAttribute("workItem", WorkItemLink.in(request).orElse(null));
        page.addAttribute("passwordChanged", !refused && !heldBack && !stale && why.containsKey("password-changed"));
        page.addAttribute("signedOut", !refused && !heldBack && !stale && why.containsKey("signed-out"));
        return "sign-in";
    }

    @GetMapping("/")
    String start(Model page) {
        var staff = CurrentStaff.get().orElseThrow();
        page.addAttribute("userId", staff.userId());
        page.addAttribute(
                "roles", staff.roles().stream().map(Role::label).sorted().collect(Collectors.joining(", ")));
        page.addAttribute("noRole", staff.roles().isEmpty());
        page.addAttribute("links", links(staff));
        return "start";
    }

    /** Something that the person may open. */
    record Link(String address, String text) {}

    private List<Link> links(Staff staff) {
        var links = new ArrayList<Link>();
        if (!staff.queues().isEmpty()) {
            links.add(new Link("/camunda/app/tasklist/", "Work items (Tasklist)"));
        }
        if (permissions.may(staff, Action.VIEW, DataClass.MINIMAL_IDENTITY, Subject.none())) {
            links.add(new Link("/patients/search", "Find a patient"));
        }
        if (!staff.queues().isEmpty()) {
            links.add(new Link("/documents", "Documents"));
        }
        if (staff.has(Role.PRACTICE_MANAGER) || staff.has(Role.ADMINISTRATOR)) {
            links.add(new Link("/camunda/app/cockpit/", "Running pathways (Cockpit)"));
            links.add(new Link("/watchdog", "What was left behind (watchdog)"));
        }
        if (staff.has(Role.ADMINISTRATOR)) {
            links.add(new Link("/camunda/app/admin/", "Staff accounts (Admin)"));
        }
        if (staff.has(Role.ADMINISTRATOR) || staff.has(Role.COMPLIANCE)) {
            links.add(new Link("/service-accounts", "Service accounts"));
        }
        if (staff.has(Role.COMPLIANCE) || staff.has(Role.GOVERNANCE)) {
            links.add(new Link("/shreddings", "Destroy a record for good"));
        }
        if (staff.isPowerful()) {
            links.add(new Link("/two-people", "Accounts: what two people do"));
        }
        links.add(new Link("/password", "Change your password"));
        links.add(new Link("/sessions", "Where you are signed in"));
        links.add(new Link("/passkeys", "Your passkeys"));
        if (PROGRAMMED_FOR.stream().anyMatch(staff::has)) {
            links.add(new Link("/swagger-ui/index.html", "For programmers: the API"));
        }
        return links;
    }
}
