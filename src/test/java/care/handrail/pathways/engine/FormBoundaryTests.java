package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.PathwayStarts;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FormBoundaryTests {

    private static final String EPISODE = "0b7c3b0e-6a53-4d2b-9f2a-2f9a6d1c0001";
    private static final String PATIENT = "0b7c3b0e-6a53-4d2b-9f2a-2f9a6d1c0002";

    private final TestEngine clinic = new TestEngine();

    @BeforeEach
    void openClinic() {
        clinic.steps.put("lookUp", context -> {});
        clinic.starts.add(new Visits());
        clinic.deploy("fixtures/engine/visits");
    }

    @AfterEach
    void closeClinic() {
        clinic.close();
    }

    @Test
    void sendsOperationalValuesToTheEngineAndTheRestToTheLetter() {
        book(Map.of("surname", "Marker-Jones", "dateOfBirth", "1980-05-31", "site", "north"));

        assertThat(variables()).containsEntry("site", "north").containsEntry("patientId", PATIENT);
        assertThat(variables()).doesNotContainKeys("surname", "dateOfBirth", "email");
        assertThat(clinic.entries).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(new LetterKey(PATIENT, EPISODE, "BookVisit", EPISODE));
            assertThat(entry.author()).isEqualTo("rita");
            assertThat(entry.values())
                    .containsEntry(DataClass.IDENTITY, Map.of("surname", "Marker-Jones", "dateOfBirth", "1980-05-31"))
                    .containsEntry(DataClass.CONTACT, Map.of("email", ""))
                    .doesNotContainKey(DataClass.OPERATIONAL);
        });
        assertThat(clinic.trail).extracting(AuditEvent::kind).contains(AuditEvent.Kind.FORM_SUBMITTED);
    }

    private void book(Map<String, Object> values) {
        clinic.as(
                "rita",
                () -> clinic.engine().getFormService().submitStartForm(definition(), new HashMap<>(values)),
                Role.RECEPTION);
    }

    private String definition() {
        return clinic.engine()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .latestVersion()
                .singleResult()
                .getId();
    }

    private Map<String, Object> variables() {
        return clinic.engine().getRuntimeService().getVariables(clinic.task().getExecutionId());
    }

    /** Opens an episode with fixed ids. */
    private static final class Visits implements PathwayStarts {

        @Override
        public boolean handles(String processId) {
            return processId.equals("Visit");
        }

        @Override
        public Opened open(
                String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
            return new Opened(EPISODE, PATIENT, Map.of("patientId", PATIENT, "reference", "K7QM-2XWD"));
        }
    }
}
