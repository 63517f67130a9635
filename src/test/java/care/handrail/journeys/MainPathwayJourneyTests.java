package care.handrail.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.shared.Ids;
import care.handrail.testing.DueJobs;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole way through four browsers. Pictures are kept in {@code target/screenshots}. */
@HandrailTest
class MainPathwayJourneyTests {

    private final String sourceReference = "journey:" + Ids.next();

    @Autowired
    private Http http;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private HistoryService history;

    @Autowired
    private TaskService workItems;

    @Test
    void takesAPatientFromEnquiryToDischarge() {
        try (var chromium = new Chromium();
                var desks = new Desks(chromium, http)) {
            var journey = new MainPathway(
                    desks.of("reception").atTasklist(),
                    desks.of("clinician").atTasklist(),
                    desks.of("clinician2").atTasklist(),
                    desks.of("coordinator").atTasklist(),
                    sourceReference,
                    PathwayOverHttp.someoneNew(),
                    step -> workItem(step).getId(),
                    () -> (String) processes.getVariable(episode().getId(), "reference"));

            journey.beginAnEnquiry();
            journey.keepAHalfFilledFormOnTheServer();
            journey.registerThePatient();
            journey.assessThePatient();
            journey.planAndApproveTheTreatment();
            jobs.runMessages();
            journey.treatThePatient();
            jobs.run();
            journey.writeAndSignTheSummary();
            jobs.runMessages();
            journey.postTheLetterAndCloseTheRecord();
            desks.arrived();
        }
        var episode = history.createHistoricProcessInstanceQuery()
                .processDefinitionKey("PatientPathway")
                .variableValueEquals("sourceReference", sourceReference)
                .singleResult();
        assertThat(episode.getEndTime()).isNotNull();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(episode.getId())
                        .variableName("episodeOutcome")
                        .singleResult()
                        .getValue())
                .isEqualTo("discharged");
    }

    private ProcessInstance episode() {
        return processes
                .createProcessInstanceQuery()
                .processDefinitionKey("PatientPathway")
                .variableValueEquals("sourceReference", sourceReference)
                .singleResult();
    }

    private Task workItem(String step) {
        return workItems
                .createTaskQuery()
                // What is to be signed lies with the sign-off, which has the episode's reference.
                .processVariableValueEquals(
                        "reference", processes.getVariable(episode().getId(), "reference"))
                .taskDefinitionKey(step)
                .singleResult();
    }
}
