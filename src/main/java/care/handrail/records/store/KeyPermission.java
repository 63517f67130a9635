package care.handrail.records.store;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Asks for a role before a verb on the keys of the records, and records each refusal. */
@Component
class KeyPermission {

    private final Audit audit;

    KeyPermission(Audit audit) {
        this.audit = audit;
    }

    /** Returns the signed-in person. Fails unless they have one of the roles. */
    Staff require(Kind act, Role... anyOf) {
        return CurrentStaff.get()
                .filter(staff -> Arrays.stream(anyOf).anyMatch(staff::has))
                .orElseThrow(() -> {
                    audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + act.name()));
                    return new AccessRefusedException("Your role does not open the keys of the records.");
                });
    }
}
