package care.handrail.patients;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("IntakeDocument")
class IntakeDocumentPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"read", "acted-on"})
    void aClinicianReadsWhatMaySaySomethingAboutHealth(String read, Walk walk) {
        filed(walk, true)
                .opens("Task_ReadDocument", "ReadDocument", "clinician")
                .complete("Task_ReadDocument", "clinician", Map.of("documentRead", read))
                .endedAt("EndEvent_DocumentFiled")
                .ran("closeIntakeDocument", 1)
                .notPassed("Task_CheckDocumentPatient")
                .has("documentRead", read);
    }

    @Test
    void receptionChecksThatTheRestLiesWithTheRightPatient(Walk walk) {
        filed(walk, false)
                .opens("Task_CheckDocumentPatient", "CheckDocumentPatient", "reception")
                .complete("Task_CheckDocumentPatient", "reception", Map.of("documentRead", "right-patient"))
                .endedAt("EndEvent_DocumentFiled")
                .ran("closeIntakeDocument", 1)
                .notPassed("Task_ReadDocument");
    }

    @Test
    void whatLiesWithAWrongPatientIsTakenOutAndFiledAgain(Walk walk) {
        filed(walk, true)
                .complete("Task_ReadDocument", "clinician", Map.of("documentRead", "wrong-patient"))
                .ran("takeDocumentBack", 1)
                .ran("closeIntakeDocument", 0)
                .opens("Task_FileDocument", "FileDocument", "reception");
    }

    @Test
    void theOfficeFindsAWrongPatientToo(Walk walk) {
        filed(walk, false)
                .complete("Task_CheckDocumentPatient", "reception", Map.of("documentRead", "wrong-patient"))
                .ran("takeDocumentBack", 1)
                .opens("Task_FileDocument", "FileDocument", "reception");
    }

    @Test
    void whatIsNotForUsIsGivenBack(Walk walk) {
        arrived(walk)
                .complete(
                        "Task_FileDocument",
                        "reception",
                        Map.of("documentDecision", "not-ours", "documentGivenBack", "sent-back"))
                .endedAt("EndEvent_DocumentSetAside")
                .ran("setDocumentAside", 1)
                .notPassed("Task_FileInRecord")
                .has("documentGivenBack", "sent-back");
    }

    @Test
    void whatRefersAPatientToUsGoesOnAsAReferral(Walk walk) {
        arrived(walk)
                .complete(
                        "Task_FileDocument",
                        "reception",
                        Map.of("documentDecision", "referral", "referralSender", "gp", "serviceLine", "physiotherapy"))
                .endedAt("EndEvent_DocumentReferred")
                .ran("takeDocumentAsReferral", 1)
                .notPassed("Task_FileInRecord", "Task_SetDocumentAside")
                .has("documentDecision", "referral");
    }

    @Test
    void careCoordinationLooksAtWhatReceptionCannotTell(Walk walk) {
        arrived(walk)
                .where("handDocumentOn", set("intakeQueue", "care-coordination"))
                .complete("Task_FileDocument", "reception", Map.of("documentDecision", "cannot-tell"))
                .opens("Task_FileDocument", "FileDocument", "care-coordination")
                .ran("handDocumentOn", 1);
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        arrived(walk).late("Task_FileDocument").late("Task_FileDocument");
        file(walk, true).late("Task_ReadDocument").late("Task_ReadDocument");
    }

    @Test
    void escalatesACheckThatIsLate(Walk walk) {
        filed(walk, false).late("Task_CheckDocumentPatient").late("Task_CheckDocumentPatient");
    }

    private static Walk arrived(Walk walk) {
        return walk.start(Map.of(
                        "reference", "K7QM-2XWD", "site", "north", "priority", "routine", "intakeQueue", "reception"))
                .opens("Task_FileDocument", "FileDocument", "reception");
    }

    private static Walk filed(Walk walk, boolean clinical) {
        return file(arrived(walk), clinical);
    }

    private static Walk file(Walk walk, boolean clinical) {
        return walk.where("fileIntakeDocument", set("documentClinical", clinical))
                .complete(
                        "Task_FileDocument", "reception", Map.of("documentDecision", "file", "filedUnder", "3B0N-77TA"))
                .passed("Task_FileDocument", "Task_FileInRecord");
    }

    @SuppressWarnings("unchecked")
    private static <T> Step set(String name, T value) {
        var variable = new PathwayVariable<>(name, (Class<T>) value.getClass());
        return context -> context.set(variable, value);
    }
}
