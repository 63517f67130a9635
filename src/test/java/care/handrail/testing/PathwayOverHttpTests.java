package care.handrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HandrailTest
class PathwayOverHttpTests {

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private HistoryService history;

    @Test
    void leadsAPatientToDischargeStepByStep() {
        var steps = new ArrayList<String>();
        var patient = pathway.around((step, work) -> {
                    steps.add(step);
                    work.run();
                })
                .leadToDischarge();

        assertThat(steps)
                .startsWith("StartEnquiry opened", "StartEnquiry submitted", "ReviewEnquiry claimed")
                .contains("SignItem submitted", "jobs run")
                .endsWith("CloseRecord claimed", "CloseRecord opened", "CloseRecord submitted")
                .filteredOn(step -> !step.startsWith("SignItem "))
                .doesNotHaveDuplicates();
        assertThat(patient.open()).isEmpty();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(history.createHistoricProcessInstanceQuery()
                                .processInstanceBusinessKey(patient.episodeId())
                                .processDefinitionKey("PatientPathway")
                                .finished()
                                .singleResult()
                                .getId())
                        .variableName("episodeOutcome")
                        .singleResult()
                        .getValue())
                .isEqualTo("discharged");
    }
}
