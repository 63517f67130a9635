package care.handrail.pathways.engine;

import care.handrail.access.Role;
import care.handrail.shared.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;

/** Work items of a small process of the tests', one in whatever queue a test wants. */
final class QueueWork {

    private final ProcessEngine engine;
    private final String deploymentId;
    final String processDefinitionId;

    QueueWork(ProcessEngine engine) {
        this.engine = engine;
        var files = List.of("QueueWork.bpmn", "DoWork.form", "variables.yaml");
        var deployment = engine.getRepositoryService().createDeployment().name("queue work");
        files.forEach(file -> deployment.addInputStream(
                "work/" + file, getClass().getResourceAsStream("/fixtures/visibility/work/" + file)));
        deploymentId = deployment.deploy().getId();
        processDefinitionId = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .deploymentId(deploymentId)
                .singleResult()
                .getId();
    }

    /** Returns a new work item that nobody has claimed. */
    Item in(Role queue) {
        var episodeId = Ids.next();
        var reference = Ids.reference();
        var instance = engine.getRuntimeService()
                .startProcessInstanceById(
                        processDefinitionId,
                        episodeId,
                        Map.of("patientId", Ids.next(), "reference", reference, "workQueue", queue.group()));
        var task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
        return new Item(task.getId(), instance.getId(), task.getExecutionId(), episodeId, reference, queue);
    }

    /** Returns a new work item that the person has claimed, whether or not a member of the queue. */
    Item in(Role queue, String claimedBy) {
        var item = in(queue);
        engine.getTaskService().claim(item.taskId(), claimedBy);
        return item;
    }

    /** Removes the process and everything of it. */
    void remove() {
        engine.getRepositoryService().deleteDeployment(deploymentId, true);
    }

    /** A work item and what would give it away. */
    record Item(
            String taskId,
            String processInstanceId,
            String executionId,
            String episodeId,
            String reference,
            Role queue) {

        /** Returns whether a text tells anything of the item that the text was not asked about. */
        boolean isToldIn(String text, Set<String> asked) {
            return Stream.of(taskId, processInstanceId, executionId, episodeId, reference)
                    .filter(token -> !asked.contains(token))
                    .anyMatch(text::contains);
        }

        /** Returns what tells where the item's pathway stands, without telling of the work in it. */
        Set<String> whereItStands() {
            return new HashSet<>(List.of(processInstanceId, executionId, episodeId));
        }
    }
}
