package care.handrail.access;

import care.handrail.audit.AuditActor;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the audit trail who acts now. */
@Component
class ActingStaff implements AuditActor {

    @Override
    public Optional<String> userId() {
        return CurrentStaff.get().map(Staff::userId);
    }

    @Override
    public String roles() {
        return CurrentStaff.get()
                .map(staff -> staff.roles().stream().map(Role::group).sorted().collect(Collectors.joining(",")))
                .orElse("");
    }
}
