package care.handrail.demo;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Passwords;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The staff of the demo clinic, named after what they do. They share one password. */
@Component
@Profile("demo")
public class DemoStaff {

    private static final Map<String, Role> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("reception", Role.RECEPTION);
        ROLES.put("coordinator", Role.CARE_COORDINATION);
        ROLES.put("coordinator2", Role.CARE_COORDINATION);
        ROLES.put("clinician", Role.CLINICIAN);
        ROLES.put("clinician2", Role.CLINICIAN);
        ROLES.put("physio", Role.PHYSIOTHERAPY);
        ROLES.put("nurse", Role.NURSING);
        ROLES.put("lead", Role.CLINICAL_LEAD);
        ROLES.put("nightdoctor", Role.OUT_OF_HOURS);
        ROLES.put("manager", Role.PRACTICE_MANAGER);
        ROLES.put("billing", Role.BILLING_OFFICE);
        ROLES.put("compliance", Role.COMPLIANCE);
        ROLES.put("governance", Role.GOVERNANCE);
        ROLES.put("governance2", Role.GOVERNANCE);
        ROLES.put("admin", Role.ADMINISTRATOR);
    }

    private final StaffDirectory directory;
    private final TransactionTemplate transaction;
    private final String chosen;

    DemoStaff(
            StaffDirectory directory,
            TransactionTemplate transaction,
            @Value("${HANDRAIL_DEMO_PASSWORD:}") String chosen) {
        this.directory = directory;
        this.transaction = transaction;
        this.chosen = chosen;
    }

    /**
     * Creates whoever is not there yet, all or none, and says how to sign in.
     *
     * @return what to tell the person who started the demo
     */
    String create() {
        if (ROLES.keySet().stream().allMatch(userId -> directory.find(userId).isPresent())) {
            return "  Sign in with the password of this demo's first start; to begin anew, delete its database.";
        }
        var password = chosen.isEmpty() ? Passwords.random() : chosen;
        transaction.executeWithoutResult(status -> ROLES.forEach((userId, role) -> {
            if (directory.find(userId).isEmpty()) {
                directory.create(new Staff(userId, Set.of(role)), role.label(), password);
            }
        }));
        if (chosen.isEmpty()) {
            // At once too, in case this start is interrupted before the clinic opens.
            System.out.printf("%n  The demo's staff share the password %s%n%n", password);
        }
        return chosen.isEmpty()
                ? "  Their password is " + password + " and is not shown again."
                : "  Their password is the one in HANDRAIL_DEMO_PASSWORD.";
    }

    /** Returns everybody's role by user id, in a fixed order. */
    public static Map<String, Role> roles() {
        return Collections.unmodifiableMap(ROLES);
    }

    /** Does the work as the member of staff. */
    <T> T as(String userId, Supplier<T> work) {
        var role = Objects.requireNonNull(ROLES.get(userId), userId);
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                userId, null, AuthorityUtils.createAuthorityList(CurrentStaff.ROLE_PREFIX + role.group())));
        SecurityContextHolder.setContext(context);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
