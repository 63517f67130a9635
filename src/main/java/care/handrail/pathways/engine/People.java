package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;

/** Who asks the engine for something, and which work items are theirs. */
final class People {

    private People() {}

    /** Returns the person in whose name the current command runs; empty in jobs, steps and the program's own work. */
    static Optional<Authentication> asking() {
        var command = Context.getCommandContext();
        var person = command.getAuthentication();
        return command.isAuthorizationCheckEnabled() && person != null && person.getUserId() != null
                ? Optional.of(person)
                : Optional.empty();
    }

    static List<String> queuesOf(Authentication person) {
        return person.getGroupIds() == null ? List.of() : person.getGroupIds();
    }

    /** Returns the person as the sign-in knows them; empty when the engine was given the name by somebody else. */
    static Optional<Staff> staff(Authentication person) {
        return CurrentStaff.get().filter(staff -> staff.userId().equals(person.getUserId()));
    }

    static boolean hasClaimed(Authentication person, TaskEntity item) {
        return person.getUserId().equals(item.getAssignee());
    }

    static boolean isInQueueOf(Authentication person, TaskEntity item) {
        var queues = new HashSet<>(queuesOf(person));
        queues.retainAll(item.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .toList());
        return !queues.isEmpty()
                && staff(person)
                        .map(staff -> OwnSites.hold(staff, item, queues))
                        .orElse(true);
    }
}
