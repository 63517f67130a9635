package care.handrail.pathways.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.TaskQueryImpl;

/** The part of a task query that lets a person see own claims and the work items of own queues. */
class OwnWork extends TaskQueryImpl {

    OwnWork(String userId, List<String> queues) {
        isOrQueryActive = true;
        assignee = userId;
        if (!queues.isEmpty()) {
            candidateGroups = List.copyOf(queues);
            includeAssignedTasks = true;
        }
    }
}
