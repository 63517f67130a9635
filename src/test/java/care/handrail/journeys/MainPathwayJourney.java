package care.handrail.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.shared.Ids;
import care.handrail.testing.DueJobs;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The whole way through four browsers. Not part of the build yet: run it with {@code ./mvnw test -Dtest=MainPathwayJourney}.
 * Pictures are kept in {@code target/screenshots}.
 */
@HandrailTest
class MainPathwayJourney {

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
        String sourceReference = "journey:" + Ids.next();
        try (var chromium = new Chromium();
                Desk reception = desk(chromium, "reception");
                Desk clinician = desk(chromium, "clinician");
                Desk secondClinician = desk(chromium, "clinician2");
                Desk coordinator = desk(chromium, "coordinator")) {
            var journey = new MainPathway(
                    reception,
                    clinician,
                    secondClinician,
                    coordinator,
                    sourceReference,
                    step -> workItem(sourceReference, step));

            journey.beginAnEnquiry();
            journey.keepAHalfFilledFormOnTheServer();
            journey.registerThePatient();
            journey.assessThePatient();
            journey.planAndApproveTheTreatment();
            journey.treatThePatient();
            jobs.run();
            journey.dischargeThePatient();
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

    private Desk desk(Chromium chromium, String who) {
        return Desk.of(chromium, http.address("").toString(), who, TestStaff.PASSWORD);
    }

    private String workItem(String sourceReference, String step) {
        var episode = processes
                .createProcessInstanceQuery()
                .variableValueEquals("sourceReference", sourceReference)
                .list()
                .get(0)
                .getBusinessKey();
        return workItems
                .createTaskQuery()
                .processInstanceBusinessKey(episode)
                .taskDefinitionKey(step)
                .singleResult()
                .getId();
    }
}
