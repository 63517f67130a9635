package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

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

    /** Returns the codes of the sites whose queues the person sees; empty when of all. */
    static List<String> sitesOf(Authentication person) {
        return CurrentStaff.get()
                .filter(staff -> staff.userId().equals(person.getUserId()))
                .map(staff -> List.copyOf(staff.sites()))
                .orElse(List.of());
    }

    static boolean hasClaimed(Authentication person, TaskEntity item) {
        return person.getUserId().equals(item.getAssignee());
    }

    static boolean isInQueueOf(Authentication person, TaskEntity item) {
        var queues = queuesOf(person);
        return item.getCandidates().stream()
                        .anyMatch(
                                candidate -> candidate.getGroupId() != null && queues.contains(candidate.getGroupId()))
                && isAtSiteOf(person, item);
    }

    private static boolean isAtSiteOf(Authentication person, TaskEntity item) {
        var sites = sitesOf(person);
        if (sites.isEmpty()) {
            return true;
        }
        var site = (String) item.getExecution().getVariable(Envelope.SITE.name());
        return site != null && sites.contains(site);
    }
}
