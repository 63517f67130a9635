package care.handrail.pathways.engine;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Tells the engine who is asking, for calls that do not come through its own web filters. */
@Component
class EngineAuthentication {

    private final IdentityService identity;

    EngineAuthentication(IdentityService identity) {
        this.identity = identity;
    }

    /** Runs the work as the signed-in person. Fails when nobody is signed in. */
    <T> T asCurrentStaff(Function<Staff, T> work) {
        var staff = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        var before = identity.getCurrentAuthentication();
        identity.setAuthentication(
                staff.userId(),
                new ArrayList<>(staff.roles().stream().map(Role::group).sorted().toList()));
        try {
            return work.apply(staff);
        } finally {
            identity.clearAuthentication();
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }

    /** Runs the work of the program itself, which the engine asks for no permission. */
    <T> T asTheProgram(Supplier<T> work) {
        var before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (before != null) {
                identity.setAuthentication(before);
            }
        }
    }
}
