package care.handrail.pathways.engine;

import care.handrail.access.Staff;
import care.handrail.access.Staff.StandIn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * The part of a task query that lets a person see own claims and, of the rest, the work items of own sites and those of
 * no site, which have somebody only if everybody of the role sees them.
 */
final class OwnSites extends TaskQueryImpl {

    /** @param queues whose work items are let through whatever their site is */
    private OwnSites(String userId, Collection<String> sites, List<String> queues) {
        isOrQueryActive = true;
        assignee = userId;
        sites.forEach(site -> processVariableValueEquals(Envelope.SITE.name(), site));
        processVariableValueEquals(Envelope.SITE.name(), null);
        if (!queues.isEmpty()) {
            candidateGroups = queues;
            includeAssignedTasks = true;
        }
        // The engine has done so already for what the query was asked with.
        ensureVariablesInitialized();
    }

    /** Returns the parts that hold for the person, all of them together; none when the person works at every site. */
    static List<TaskQueryImpl> of(Staff person) {
        var parts = new ArrayList<TaskQueryImpl>();
        if (person.sites().isEmpty()) {
            return parts;
        }
        var queues = person.standIns().stream()
                .collect(Collectors.groupingBy(
                        StandIn::site, Collectors.mapping(one -> one.role().group(), Collectors.toList())));
        var all = new HashSet<>(person.sites());
        all.addAll(queues.keySet());
        parts.add(new OwnSites(person.userId(), all, List.of()));
        queues.forEach((site, ofRoles) -> {
            if (!ofRoles.containsAll(person.queues())) {
                var others = new HashSet<>(all);
                others.remove(site);
                parts.add(new OwnSites(person.userId(), others, ofRoles));
            }
        });
        return parts;
    }

    /** Tells whether the person sees what waits for any of the queues at the site of the work item. */
    static boolean hold(Staff person, TaskEntity item, Set<String> queues) {
        var site = (String) item.getExecution().getVariable(Envelope.SITE.name());
        return site == null
                || person.roles().stream().anyMatch(role -> queues.contains(role.group()) && person.sees(role, site));
    }

    /** Writes down that a work item belongs to no site, where nothing says so yet: a query finds only what is there. */
    static void noteThatThereIsNone(DelegateTask item) {
        var process = ((TaskEntity) item).getExecution().getProcessInstance();
        if (!process.hasVariableLocal(Envelope.SITE.name())) {
            process.setVariableLocal(Envelope.SITE.name(), null);
        }
    }
}
