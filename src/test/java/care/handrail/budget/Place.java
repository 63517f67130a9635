package care.handrail.budget;

import care.handrail.pathways.model.FormModel;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** Where the steps of a pathway are done: the clinic, or an engine without it. It knows one patient at a time. */
abstract class Place {

    /** An open work item. */
    record Item(String id, String form) {}

    final ProcessEngine engine;

    Place(ProcessEngine engine) {
        this.engine = engine;
    }

    /** Has reception start the pathway of a new patient with the values of its start form. */
    abstract void start(FormModel form, Map<String, Object> values);

    abstract void claim(String item, String userId);

    /** Reads what the form shows. */
    abstract void open(String item, String userId);

    abstract void complete(String item, String userId, FormModel form, Map<String, Object> values);

    /** Returns the patient's episode, which is the business key of its processes. */
    abstract String episode();

    /** Returns the patient's only open work item; what a colleague has to sign lies with the sign-off. */
    Item workItem() {
        var item = Stream.of(episode(), signOff())
                .flatMap(key -> engine
                        .getTaskService()
                        .createTaskQuery()
                        .processInstanceBusinessKey(key)
                        .initializeFormKeys()
                        .list()
                        .stream())
                .findFirst()
                .orElseThrow();
        return new Item(item.getId(), item.getCamundaFormRef().getKey());
    }

    /** Returns the business key of what is to be signed; the episode's own when nothing is. */
    String signOff() {
        return episode();
    }

    /** Returns the jobs that tell a pathway of something, everybody's. */
    Set<String> messages() {
        return engine.getManagementService().createJobQuery().messages().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .map(Job::getId)
                .collect(Collectors.toSet());
    }

    /** Returns the only job for which the patient waits. */
    String job() {
        var instances =
                engine
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(episode())
                        .list()
                        .stream()
                        .map(ProcessInstance::getId)
                        .collect(Collectors.toSet());
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceIds(instances)
                .singleResult()
                .getId();
    }

    void run(String job) {
        engine.getManagementService().executeJob(job);
    }

    /** Returns how the pathway ended. */
    Object outcome() {
        var ended = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(episode())
                .processDefinitionKey("PatientPathway")
                .finished()
                .singleResult()
                .getId();
        return engine.getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(ended)
                .variableName("episodeOutcome")
                .singleResult()
                .getValue();
    }
}
