package care.handrail.signoffs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.pathways.Watched;
import care.handrail.shared.Ids;
import care.handrail.signoffs.SignOffs.Request;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.SignedLetters;
import care.handrail.testing.TestStaff;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A letter is signed, with the calls that Tasklist makes; on whichever database the subclass runs. */
abstract class SignOffsInTheClinic {

    private static final String KIND = "letter";
    private static final String READ_AGAIN = "Open it again, read it, and decide then.";

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private SignOffs signOffs;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private SignedLetters letters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    @Qualifier("signOffsAreWatched")
    private Watched watched;

    @Autowired
    private SignOffsKeepRecord keeps;

    private final String letter = Ids.next();
    private String patient = Ids.next();
    private final String waiting = Ids.next();

    @AfterEach
    void end() {
        rows.queryForList(
                        "select id from hr_sign_off where patient_id = ? and settled_at is null", String.class, patient)
                .forEach(id -> transaction.executeWithoutResult(status -> signOffs.withdraw(id)));
    }

    @Test
    void isSignedByAColleagueWhoHasReadIt() {
        var id = request("north", "general-practice");
        claim(id, "clinician").expect(403);
        claim(id, "clinician2").expect(204);
        assertThat(decide(id, "clinician2", approve()).expect(400).body())
                .as("not before it was read")
                .contains(READ_AGAIN);
        assertThat(open(id, "clinician2"))
                .contains("Ottoline Quarrie")
                .contains("Exercises twice a day")
                .contains("Service: Physiotherapy");
        decide(id, "clinician2", approve()).expect(204);

        assertThat(signed()).isTrue();
        assertThat(view()).satisfies(view -> {
            assertThat(view.state()).isEqualTo(SignOffState.SIGNED);
            assertThat(view.signatures()).singleElement().satisfies(signature -> {
                assertThat(signature.signer()).isEqualTo("clinician2");
                assertThat(signature.decision()).isEqualTo("approve");
                assertThat(signature.hash()).isEqualTo(SignedItems.hash(letters.shown(letter)));
                assertThat(signature.signedAt()).isBefore(Instant.now().plusSeconds(1));
            });
        });
        assertThat(told("SignOffDecided")).singleElement().asString().contains("approved", id);
        assertThat(audited()).contains("SIGN_OFF_REQUESTED", "ITEM_SIGNED");
    }

    @Test
    void bindsASignatureToTheWordsThatWereShown() {
        var id = request("north", "general-practice");
        claim(id, "clinician2").expect(204);
        open(id, "clinician2");
        letters.write(letter, "Exercises three times a day");
        assertThat(decide(id, "clinician2", approve()).expect(400).body()).contains(READ_AGAIN);
        assertThat(signed()).isFalse();
        assertThat(open(id, "clinician2")).contains("three times");
        decide(id, "clinician2", approve()).expect(204);
        assertThat(signed()).isTrue();
    }

    @Test
    void voidsTheSignatureWhenTheWordsAreChangedLater() {
        var id = request("north", "general-practice");
        sign(id, "clinician2");
        assertThat(changed()).as("nothing was changed").isFalse();
        letters.write(letter, "Exercises once a week");
        assertThat(signed()).as("even if nobody says that it was changed").isFalse();
        assertThat(changed()).isTrue();
        letters.write(letter, "Exercises twice a day");
        assertThat(signed()).as("for good").isFalse();
        assertThat(view().state()).isEqualTo(SignOffState.VOID);
        assertThat(view().voidedAt()).isNotNull();
        assertThat(told("SignOffVoided")).singleElement().asString().contains(id);
        assertThat(audited()).contains("SIGNATURE_VOIDED");
    }

    @Test
    void showsOnTheRecordThatASignatureIsVoid() {
        var enquiry = pathways.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        patient = rows.queryForObject(
                "select patient_id from hr_episode where id = ?", String.class, enquiry.episodeId());
        sign(request("north", "general-practice"), "clinician2");
        var page = http.inBrowser("clinician2");
        assertThat(page.get("/patients/" + patient).expect(200).body())
                .contains("Signatures", "Letter", "Approve by clinician2")
                .doesNotContain("Void: changed");
        letters.write(letter, "Exercises once a week");
        assertThat(changed()).isTrue();
        assertThat(page.get("/patients/" + patient).expect(200).body()).contains("Void: changed after it was signed");
    }

    @Test
    void takesTwoPeopleWhereTheTableSaysSo() {
        var id = request("south", "mental-health");
        sign(id, "clinician2");
        assertThat(signed()).isFalse();
        assertThat(told("SignOffDecided")).isEmpty();
        assertThat(step(id)).as("the author and the signer are all who could").isEqualTo("Task_ChooseSigner");
        claim(id, "lead").expect(204);
        for (var colleague : List.of("clinician", "clinician2")) {
            assertThat(decide(id, "lead", handOn(colleague)).expect(400).body()).contains("wrote or signed it already");
        }
        assertThat(decide(id, "lead", handOn("reception")).expect(400).body()).contains("nobody of this user name");
        decide(id, "lead", handOn("lead")).expect(204);
        assertThat(task(id).getAssignee()).isEqualTo("lead");
        open(id, "lead");
        decide(id, "lead", approve()).expect(204);
        assertThat(signed()).isTrue();
        assertThat(view().signatures())
                .extracting(SignOffView.Signature::signer)
                .containsExactly("clinician2", "lead");
    }

    @Test
    void doesNotCountAFirstSignatureUnderOtherWords() {
        var id = request("south", "mental-health");
        sign(id, "clinician2");
        letters.write(letter, "Exercises once a week");
        assertThat(changed()).isTrue();
        claim(id, "lead").expect(204);
        decide(id, "lead", handOn("lead")).expect(204);
        open(id, "lead");
        decide(id, "lead", approve()).expect(204);
        assertThat(signed()).isFalse();
        assertThat(view().state()).isEqualTo(SignOffState.FIRST_SIGNED);
    }

    @Test
    void isSignedBySomebodyOfAnotherSiteWhomTheLeadChooses() {
        var elsewhere = "elsewhere-" + Ids.next();
        directory.create(new Staff(elsewhere, Set.of(Role.CLINICIAN)), "New", TestStaff.PASSWORD);
        try {
            http.as("admin")
                    .put("/engine-rest/group/site-north/members/" + elsewhere, Map.of())
                    .expect(204);
            var id = request("south", "mental-health");
            claim(id, "clinician2").expect(204);
            open(id, "clinician2");
            assertThat(decide(id, "clinician2", handOn(elsewhere)).expect(400).body())
                    .contains("nobody of this user name");
            decide(id, "clinician2", approve()).expect(204);
            assertThat(step(id)).as("nobody else works there").isEqualTo("Task_ChooseSigner");
            claim(id, "lead").expect(204);

            decide(id, "lead", handOn(elsewhere)).expect(204);

            open(id, elsewhere);
            decide(id, elsewhere, approve()).expect(204);
            assertThat(signed()).isTrue();
        } finally {
            http.as("admin")
                    .delete("/engine-rest/group/clinician/members/" + elsewhere)
                    .expect(204);
        }
    }

    @Test
    void goesBackWithTheReasonAndTheWordsOfTheSigner() {
        var id = request("north", "general-practice");
        claim(id, "clinician2").expect(204);
        open(id, "clinician2");
        decide(
                        id,
                        "clinician2",
                        Map.of(
                                "signOffDecision",
                                "ask-for-changes",
                                "signOffReason",
                                "something-missing",
                                "signOffNote",
                                "How long?"))
                .expect(204);
        assertThat(told("SignOffDecided"))
                .singleElement()
                .asString()
                .contains("changes-asked", "something-missing")
                .doesNotContain("How long?");
        assertThat(signed()).isFalse();
    }

    @Test
    void isTakenBackByWhoeverAskedAndReplacedByANewRequest() {
        var first = request("north", "general-practice");
        assertThat(keeps.whyKept(patient)).isPresent();
        var second = request("north", "general-practice");
        assertThat(items(first)).isEmpty();
        assertThat(items(second)).hasSize(1);
        transaction.executeWithoutResult(status -> signOffs.withdraw(second));
        assertThat(items(second)).isEmpty();
        assertThat(signOffs())
                .extracting(SignOffView::state)
                .containsExactly(SignOffState.WITHDRAWN, SignOffState.WITHDRAWN);
        assertThat(told("SignOffDecided")).isEmpty();
        assertThat(keeps.whyKept(patient)).isEmpty();
    }

    @Test
    void isSeenByTheWatchdog() {
        var before = watched.tally();
        var id = request("north", "general-practice");
        assertThat(watched.tally().open()).isEqualTo(before.open() + 1);
        assertThat(watched.tally().difference()).isEqualTo(before.difference());
        processes.deleteProcessInstance(task(id).getProcessInstanceId(), "test");
        assertThat(watched.tally().difference()).isEqualTo(before.difference() + 1);
    }

    @Test
    void changesAndRemovesNoSignature() {
        sign(request("north", "general-practice"), "clinician2");
        for (var sql : List.of("update hr_signature set signer = 'lead'", "delete from hr_signature")) {
            assertThatThrownBy(() -> rows.update(sql)).hasStackTraceContaining("append-only");
        }
    }

    @Test
    void asksNobodyToSignWhatIsNotThere() {
        assertThatThrownBy(() -> request("nothing", KIND, "north", "general-practice"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request(letter, "letter-to-nobody", "north", "general-practice"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(signOffs()).isEmpty();
    }

    private String request(String site, String serviceLine) {
        letters.write(letter, "Exercises twice a day");
        return request(letter, KIND, site, serviceLine);
    }

    private String request(String item, String kind, String site, String serviceLine) {
        return transaction.execute(status -> signOffs.request(new Request(
                kind,
                item,
                "K7QM-2XWD",
                patient,
                null,
                site,
                serviceLine,
                "clinician",
                Role.CLINICIAN,
                null,
                null,
                waiting)));
    }

    private void sign(String id, String person) {
        claim(id, person).expect(204);
        open(id, person);
        decide(id, person, approve()).expect(204);
    }

    private Http.Answer claim(String id, String person) {
        return http.as(person).post(item(id) + "/claim", Map.of("userId", person));
    }

    private String open(String id, String person) {
        return http.as(person).get(item(id) + "/form-variables").expect(200).body();
    }

    private Http.Answer decide(String id, String person, Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return http.as(person).post(item(id) + "/submit-form", Map.of("variables", variables));
    }

    private static Map<String, Object> approve() {
        return Map.of("signOffDecision", "approve");
    }

    private static Map<String, Object> handOn(String colleague) {
        return Map.of("signOffDecision", "hand-on", "signOffColleague", colleague, "handOnReason", "away");
    }

    private boolean signed() {
        return Boolean.TRUE.equals(transaction.execute(status -> signOffs.signed(KIND, letter)));
    }

    private boolean changed() {
        return Boolean.TRUE.equals(transaction.execute(status -> signOffs.changed(KIND, letter)));
    }

    private List<SignOffView> signOffs() {
        return transaction.execute(status -> signOffs.ofPatient(patient));
    }

    private SignOffView view() {
        assertThat(signOffs()).isEqualTo(transaction.execute(status -> signOffs.of(KIND, letter)));
        return signOffs().get(0);
    }

    private List<String> told(String message) {
        return rows.queryForList(
                "select VARIABLES from INBOUND_MESSAGE where EPISODE_ID = ? and NAME = ?",
                String.class,
                waiting,
                message);
    }

    private List<String> audited() {
        return rows.queryForList("select KIND from AUDIT_EVENT where PATIENT_ID = ?", String.class, patient);
    }

    private List<Task> items(String id) {
        return tasks.createTaskQuery().processInstanceBusinessKey(id).list();
    }

    private Task task(String id) {
        return items(id).get(0);
    }

    private String step(String id) {
        return task(id).getTaskDefinitionKey();
    }

    private String item(String id) {
        return "/engine-rest/task/" + task(id).getId();
    }
}
