package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.DataClass;
import care.handrail.consent.Consents;
import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.Performer;
import care.handrail.consent.Use;
import care.handrail.correspondence.Intent.About;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Watched;
import care.handrail.pathways.Wording;
import care.handrail.shared.Ids;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters with the clinic's own models, records, consents and transactions; on whichever database the subclass runs. */
abstract class CorrespondenceInTheClinic {

    @Autowired
    private Correspondence correspondence;

    @Autowired
    private Consents consents;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private Http http;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private List<Watched> watched;

    @Autowired
    private LetterStore letters;

    @Autowired
    private Wording wording;

    private String patient;
    private String episode;

    @BeforeEach
    void takeInAnEnquiry() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", "Ottoline", "surname", "Quarrie", "dateOfBirth", "1951-07-04"));
        episode = pathways.begin("PatientPathway", "StartEnquiry", values).episodeId();
        patient = rows.queryForObject("select patient_id from hr_episode where id = ?", String.class, episode);
        rows.update("delete from hr_dispatch where patient_id = ?", patient);
    }

    @Test
    void printsWhatHasNoWayOfItsOwnAndNotesWhatWasPosted() {
        hasAnAddress();
        var id = send(reminder("text-message", null));
        jobs.run();
        assertThat(state(id)).isEqualTo("TO_PRINT");
        var item = item(id, "Task_PrintLetter");
        var form = open(item, "reception");
        assertThat(form)
                .contains("Ottoline Quarrie")
                .contains("12 Made-up Lane")
                .contains("Monday at nine");
        http.inBrowser("reception").get("/letters").expect(200);
        submit(item, "reception", Map.of("correspondenceDecision", "posted"));
        assertThat(state(id)).isEqualTo("PRINTED");
        assertThat(audited(id)).containsExactly("CORRESPONDENCE_ASKED", "CORRESPONDENCE_SENT");
        assertThat(rows.queryForObject("select basis from hr_dispatch where id = ?", String.class, id))
                .isEqualTo("public-task");
        assertThat(rows.queryForObject(
                        "select count(*) from RECORD_ENTRY where PATIENT_ID = ? and FORM = 'CorrespondenceSent'",
                        Long.class,
                        patient))
                .isEqualTo(1);
        var words = wording.of("CorrespondenceSent");
        assertThat(List.of(words.label("letterAddress"), words.label("letterText")))
                .containsExactly("Where it went", "What it said");
    }

    @Test
    void givesAClinicalLetterToNursingAndShowsItToNobodyElse() {
        hasAnAddress();
        var id = send(new Intent(
                Ids.next(),
                new Use("direct-care", "patient", "letter"),
                "LetterToPatient",
                1,
                about(),
                null,
                Map.of(DataClass.CLINICAL, Map.of("letterBody", "Your result needs a talk.")),
                List.of(),
                null,
                null));
        jobs.run();
        var item = item(id, "Task_PrintClinicalLetter");
        assertThat(open(item, "nurse")).contains("Dear Ottoline Quarrie").contains("Your result needs a talk.");
        assertThat(http.as("reception").get(task(item) + "/form-variables").status())
                .isNotEqualTo(200);
    }

    @Test
    void showsWhoeverPrintsALetterItsPageAndNobodyElse() {
        hasAnAddress();
        var id = send(reminder("letter", null));
        jobs.run();
        var item = item(id, "Task_PrintLetter");
        hasNoLetters("reception");
        http.as("reception")
                .post(task(item) + "/claim", Map.of("userId", "reception"))
                .expect(204);
        assertThat(http.inBrowser("reception").get("/letters").expect(200).body())
                .contains(
                        "Ottoline Quarrie",
                        "12 Made-up Lane",
                        "Monday at nine",
                        "K7QM-2XWD",
                        "letter " + id.substring(32).toUpperCase(Locale.ROOT));
        hasNoLetters("coordinator");
        assertThat(rows.queryForList("select DETAIL from AUDIT_EVENT where OBJECT = ?", String.class, "letter:" + id))
                .containsExactly("identity,contact");
        submit(item, "reception", Map.of("correspondenceDecision", "posted"));
        hasNoLetters("reception");
    }

    @Test
    void keepsAsPostedWhatWasPrintedAndNothingElse() {
        hasAnAddress();
        var id = send(reminder("letter", null));
        jobs.run();
        var item = item(id, "Task_PrintLetter");
        open(item, "reception");
        assertThat(refusedAsPosted(item)).contains("Nobody can have printed this letter yet");
        var reception = http.inBrowser("reception");
        assertThat(reception.get("/letters").expect(200).body()).contains("12 Made-up Lane");
        hasAnAddress("3 Other Street");
        open(item, "reception");
        assertThat(refusedAsPosted(item)).contains("The address or the text has changed since you printed it");
        assertThat(state(id)).isEqualTo("TO_PRINT");
        assertThat(reception.get("/letters").expect(200).body())
                .contains("3 Other Street", "This letter has changed since it was shown before")
                .doesNotContain("12 Made-up Lane");
        submit(item, "reception", Map.of("correspondenceDecision", "posted"));
        assertThat(letters.latest(patient, id, Set.of("letterAddress", "letterText"), Set.of(DataClass.CONTACT)))
                .containsEntry("letterAddress", "Ottoline Quarrie\n3 Other Street\nNowhere\nZZ99 9ZZ")
                .extractingByKey("letterText")
                .asString()
                .contains("Monday at nine");
    }

    @Test
    void anIntentHasOneRowHoweverOftenItIsAskedFor() {
        var intent = reminder("text-message", null);
        var id = send(intent);
        assertThat(send(intent)).isEqualTo(id);
        assertThat(rows.queryForObject("select count(*) from hr_dispatch where patient_id = ?", Long.class, patient))
                .isEqualTo(1);
        assertThatThrownBy(() -> send(new Intent(
                        intent.idempotencyKey(),
                        new Use("direct-care", "patient", "letter"),
                        "LetterToPatient",
                        1,
                        about(),
                        null,
                        Map.of(),
                        List.of(),
                        null,
                        null)))
                .hasMessage("This idempotency key came before for something else.");
    }

    @Test
    void isNeverSentAfterARollback() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            correspondence.send(reminder("text-message", null));
            status.setRollbackOnly();
        });
        jobs.run();
        assertThat(rows.queryForObject("select count(*) from hr_dispatch where patient_id = ?", Long.class, patient))
                .isZero();
    }

    @Test
    void doesNotSendWhatIsNotTrueAnyMore() {
        hasAnAddress();
        var id = send(reminder("text-message", Instant.now().minusSeconds(1)));
        jobs.run();
        assertThat(state(id)).isEqualTo("SUPPRESSED_STALE");
        assertThat(openItems(id)).isEmpty();
    }

    @Test
    void takesALetterBackThatThePatientDoesNotWantAnyMore() {
        hasAnAddress();
        var id = send(reminder("letter", null));
        jobs.run();
        assertThat(openItems(id)).containsExactly("Task_PrintLetter");
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> consents.deny(
                        patient,
                        null,
                        new Part("reminders", null, null),
                        new Said(Performer.PATIENT, null, "telephone")));
        jobs.run();
        assertThat(state(id)).isEqualTo("REFUSED_CONSENT");
        assertThat(openItems(id)).isEmpty();
        assertThat(audited(id)).containsExactly("CORRESPONDENCE_ASKED", "CORRESPONDENCE_NOT_SENT");
    }

    @Test
    void callsBackWhatWaitsAndWhatLiesOnTheDesk() {
        hasAnAddress();
        var process = Ids.next();
        var printed = send(toldTo(process));
        jobs.run();
        var item = item(printed, "Task_PrintLetter");
        open(item, "reception");
        var waiting = send(toldTo(process));
        var others = send(toldTo(Ids.next()));
        new TransactionTemplate(transactions).executeWithoutResult(status -> correspondence.withdraw(process));
        jobs.run();
        assertThat(List.of(state(printed), state(waiting), state(others)))
                .containsExactly("WITHDRAWN", "WITHDRAWN", "TO_PRINT");
        for (var id : List.of(printed, waiting)) {
            assertThat(audited(id)).containsExactly("CORRESPONDENCE_ASKED", "CORRESPONDENCE_NOT_SENT");
            assertThat(rows.queryForList("select ID_ from ACT_RU_EXECUTION where BUSINESS_KEY_ = ?", String.class, id))
                    .isEmpty();
        }
        assertThat(http.as("reception")
                        .post(task(item) + "/submit-form", variables(Map.of("correspondenceDecision", "posted")))
                        .expect(409)
                        .body())
                .contains("This work item was called back. The letter is not wanted any more: do not post it.");
        hasNoLetters("reception");
    }

    @Test
    void tellsWhoeverSortsOutWhatHadLeftThatItIsNotWantedAnyMore() {
        hasAnAddress();
        var process = Ids.next();
        var id = send(toldTo(process));
        rows.update("update hr_dispatch set state = 'HANDED_OVER' where id = ?", id);
        jobs.run();
        new TransactionTemplate(transactions).executeWithoutResult(status -> correspondence.withdraw(process));
        var item = item(id, "Task_SortOutUndelivered");
        assertThat(open(item, "coordinator"))
                .contains("The program was stopped while it was handed over. It is not wanted any more")
                .contains("ask the clinician what the recipient is to be told")
                .doesNotContain("does not count");
        var again = http.as("coordinator")
                .post(task(item) + "/submit-form", variables(Map.of("correspondenceDecision", "by-post")));
        assertThat(again.expect(400).body()).contains("It is not wanted any more");
        submit(item, "coordinator", Map.of("correspondenceDecision", "arrived"));
        assertThat(state(id)).isEqualTo("SENT");
    }

    @Test
    void whatHasNoAddressIsSortedOutByAPerson() {
        var id = send(reminder("letter", null));
        jobs.run();
        assertThat(state(id)).isEqualTo("FAILED");
        var item = item(id, "Task_SortOutUndelivered");
        assertThat(open(item, "coordinator")).contains("No address for this way is recorded");
        var arrived = http.as("coordinator")
                .post(task(item) + "/submit-form", variables(Map.of("correspondenceDecision", "arrived")));
        assertThat(arrived.status()).isEqualTo(400);
        assertThat(arrived.body()).contains("It was never handed over");
        submit(item, "coordinator", Map.of("correspondenceDecision", "give-up", "correspondenceReason", "no-address"));
        assertThat(state(id)).isEqualTo("GIVEN_UP");
        assertThat(openItems(id)).isEmpty();
    }

    @Test
    void everythingThatWasAskedForIsFinishedOpenOrOwned() {
        hasAnAddress();
        send(reminder("letter", null));
        send(reminder("text-message", Instant.now().minusSeconds(1)));
        jobs.run();
        var letters = watched.stream()
                .filter(kind -> kind.kind().equals("letter"))
                .findFirst()
                .orElseThrow();
        assertThat(letters.tally().difference()).isZero();
        assertThat(letters.adrift(Instant.now(), "", 10)).isEmpty();
    }

    @Test
    void keepsNothingPersonalInItsTableOrInTheEngine() {
        hasAnAddress();
        var id = send(reminder("text-message", null));
        jobs.run();
        assertThat(rows.queryForList("select * from hr_dispatch where id = ?", id)
                        .toString())
                .doesNotContain("Ottoline", "Made-up", "Monday");
        assertThat(rows.queryForList(
                                "select v.NAME_, v.TEXT_ from ACT_HI_VARINST v join ACT_HI_PROCINST p"
                                        + " on p.ID_ = v.PROC_INST_ID_ where p.BUSINESS_KEY_ = ?",
                                id)
                        .toString())
                .contains("to-print")
                .doesNotContain("Ottoline", "Made-up", "Monday");
    }

    private String send(Intent intent) {
        return new TransactionTemplate(transactions).execute(status -> correspondence.send(intent));
    }

    private Intent reminder(String channel, @Nullable Instant sendBefore) {
        return new Intent(
                Ids.next(),
                new Use("reminders", "patient", channel),
                "AppointmentReminder",
                1,
                about(),
                null,
                Map.of(
                        DataClass.CONTACT,
                        Map.of(
                                "appointmentWhen", "Monday at nine",
                                "appointmentWhere", "North clinic",
                                "clinicPhone", "01632 960000")),
                List.of(),
                sendBefore,
                null);
    }

    private Intent toldTo(String process) {
        var intent = reminder("letter", null);
        return new Intent(
                intent.idempotencyKey(),
                intent.use(),
                intent.template(),
                intent.templateVersion(),
                intent.about(),
                intent.addressId(),
                intent.values(),
                intent.documents(),
                intent.sendBefore(),
                process);
    }

    private About about() {
        return new About(patient, episode, "north", "general-practice", "K7QM-2XWD");
    }

    private void hasAnAddress() {
        hasAnAddress("12 Made-up Lane");
    }

    private void hasAnAddress(String street) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> letters.write(
                        new LetterKey(patient, episode, "CaptureDetails", Ids.next()),
                        Map.of(
                                DataClass.CONTACT,
                                Map.of("addressLine1", street, "town", "Nowhere", "postcode", "ZZ99 9ZZ")),
                        "reception"));
    }

    private String open(String item, String person) {
        http.as(person).post(task(item) + "/claim", Map.of("userId", person)).expect(204);
        return http.as(person).get(task(item) + "/form-variables").expect(200).body();
    }

    private void submit(String item, String person, Map<String, Object> values) {
        http.as(person).post(task(item) + "/submit-form", variables(values)).expect(204);
        jobs.run();
    }

    private void hasNoLetters(String person) {
        assertThat(http.inBrowser(person).get("/letters").expect(200).body()).contains("You have claimed no letter");
    }

    private String refusedAsPosted(String item) {
        return http.as("reception")
                .post(task(item) + "/submit-form", variables(Map.of("correspondenceDecision", "posted")))
                .expect(400)
                .body();
    }

    private static Map<String, Object> variables(Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return Map.of("variables", variables);
    }

    private String state(String id) {
        return rows.queryForObject("select state from hr_dispatch where id = ?", String.class, id);
    }

    private List<String> audited(String id) {
        return rows.queryForList(
                "select KIND from AUDIT_EVENT where OBJECT = ? order by EVENT_NO", String.class, "dispatch:" + id);
    }

    private String item(String id, String step) {
        return rows.queryForObject(
                "select t.ID_ from ACT_RU_TASK t join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_"
                        + " where e.BUSINESS_KEY_ = ? and t.TASK_DEF_KEY_ = ?",
                String.class,
                id,
                step);
    }

    private List<String> openItems(String id) {
        return rows.queryForList(
                "select t.TASK_DEF_KEY_ from ACT_RU_TASK t join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_"
                        + " where e.BUSINESS_KEY_ = ?",
                String.class,
                id);
    }

    private static String task(String id) {
        return "/engine-rest/task/" + id;
    }
}
