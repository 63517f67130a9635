package care.handrail.pathways.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.VariableInstanceQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a card of Tasklist what it may show: the reference of an episode, to whoever sees one of its work items.
 *
 * <p>The right to read variables would show all of them, of every patient.
 */
class CardVariables extends VariableInstanceManager {

    /** The names of the variables that a card may show. */
    static final Set<String> ON_CARDS = Set.of("reference");

    @Override
    public List<VariableInstance> findVariableInstanceByQueryCriteria(
            VariableInstanceQueryImpl query, @Nullable Page page) {
        if (People.asking().isEmpty() || !asksForCards(query)) {
            return super.findVariableInstanceByQueryCriteria(query, page);
        }
        List<VariableInstance> found = Context.getCommandContext()
                .runWithoutAuthorization(() -> super.findVariableInstanceByQueryCriteria(query, page));
        var visible = withVisibleWork(
                found.stream().map(VariableInstance::getProcessInstanceId).collect(Collectors.toSet()));
        return found.stream()
                .filter(variable -> visible.contains(((VariableInstanceEntity) variable).getProcessInstanceId()))
                .toList();
    }

    private static boolean asksForCards(VariableInstanceQueryImpl query) {
        var names = query.getVariableNames();
        return names != null && names.length > 0 && ON_CARDS.containsAll(List.of(names));
    }

    private static Set<String> withVisibleWork(Set<String> processInstances) {
        if (processInstances.isEmpty()) {
            return Set.of();
        }
        var query = new TaskQueryImpl();
        query.processInstanceIdIn(processInstances.toArray(String[]::new));
        return Context.getCommandContext().getTaskManager().findTasksByQueryCriteria(query).stream()
                .map(Task::getProcessInstanceId)
                .collect(Collectors.toSet());
    }
}
