package care.handrail.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Watched;
import care.handrail.patients.NhsNumber;
import care.handrail.records.Records;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Results from their arrival until the patient was told, over HTTP; on whichever database the subclass runs. */
abstract class ResultsInTheClinic {

    private static final String FINDING = "HbA1c 48 mmol/mol";

    private static final Map<String, Object> CONFIRMED =
            Map.of("resultConfirmation", "confirmed", "confirmationNote", "Rang the laboratory.");

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private Records records;

    @Autowired
    private Results results;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private List<Watched> watched;

    @Autowired
    private ManagementService engineJobs;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private LetterStore letters;

    private final Random random = new Random();
    private Person ann;
    private String order;

    private record Person(String id, String episode, String given, String family, String born, String nhsNumber) {}

    @BeforeEach
    void orderATest() {
        ann = register();
        order = order(ann);
    }

    @Test
    void isFiledGivenToWhoOrderedItReviewedAndTold() {
        var result = send(report(ann));
        assertThat(state(result)).isEqualTo("FILED");
        assertThat(recordOf(ann)).contains(FINDING);
        var item = result.item("ReviewResult");
        assertThat(item.getAssignee()).isEqualTo("clinician");
        var shown = shown("clinician", item.getId());
        assertThat(shown).contains(FINDING, ann.family(), "What was ordered");
        review(result);
        result.submit(
                "TellResult",
                "clinician2",
                Map.of(
                        "resultTelling", "told",
                        "resultToldWay", "telephone",
                        "toldWhom", "patient",
                        "toldUnderstood", "Sugar is high; comes again in March."));
        result.runJobs();
        assertThat(state(result)).isEqualTo("CLOSED");
        assertThat(result.open()).isEmpty();
        assertThat(recordOf(ann)).contains("Sugar is high; comes again in March.");
        assertThat(rows.queryForMap("select outcome, closed_by from hr_result where id = ?", result.episodeId()))
                .containsValues("told", "clinician2");
        assertThat(orderState()).isEqualTo("RESULTED");
        assertThat(openOrders()).isZero();
    }

    @Test
    void isInNobodysRecordWhileOrderAndPatientDoNotAgree() {
        var bob = register();
        var result = send(report(bob));
        assertThat(state(result)).isEqualTo("QUARANTINED");
        assertThat(recordOf(ann) + recordOf(bob)).doesNotContain(FINDING);
        assertThat(rows.queryForList(
                        "select distinct PATIENT_ID from RECORD_ENTRY where EPISODE_ID = ?",
                        String.class,
                        result.episodeId()))
                .containsExactly(result.episodeId());
        assertThat(rows.queryForList(
                        "select distinct k.PATIENT_ID from RECORD_ENTRY e join RECORD_KEY k on k.KEY_ID = e.KEY_ID"
                                + " where e.EPISODE_ID = ?",
                        String.class,
                        result.episodeId()))
                .containsExactly(result.episodeId());
        assertThat(rows.queryForObject(
                        "select count(*) from RECORD_SEARCH_TERM where PATIENT_ID = ?", Long.class, result.episodeId()))
                .isZero();
        assertThat(orderState()).isEqualTo("WAITING");
    }

    @Test
    void showsWhoItCouldBeAndWhatContradictsButNotWhatItSays() {
        var bob = register();
        var result = send(report(bob));
        var item = result.item("SettleResult");
        claim("coordinator", item.getId());
        var shown = shown("coordinator", item.getId());
        assertThat(shown)
                .contains(ann.family(), bob.family(), "The order that the result names")
                .contains("DIFFERENT", "The same: ")
                .contains("The order is of one patient, and the name, date of birth and NHS number are of another one.")
                .doesNotContain(FINDING);
    }

    @Test
    void takesTwoPeopleToGiveItToAnotherPatientThanTheSenderSaid() {
        var bob = register();
        var result = send(report(bob));
        result.submit("SettleResult", "coordinator", settle("candidate-1"));
        result.runJobs();
        var confirm = result.item("ConfirmSettlement");
        http.as("coordinator")
                .post("/engine-rest/task/" + confirm.getId() + "/claim", Map.of("userId", "coordinator"))
                .expect(403);
        assertThat(state(result)).isEqualTo("QUARANTINED");
        result.submit("ConfirmSettlement", "coordinator2", CONFIRMED);
        result.runJobs();
        assertThat(state(result)).isEqualTo("FILED");
        assertThat(recordOf(ann)).contains(FINDING);
        assertThat(recordOf(bob)).doesNotContain(FINDING);
        assertThat(rows.queryForObject(
                        "select count(*) from RECORD_KEY where PATIENT_ID = ?", Long.class, result.episodeId()))
                .isZero();
        assertThat(rows.queryForObject(
                        "select count(*) from RECORD_PAST_KEY where PATIENT_ID = ?", Long.class, ann.id()))
                .isEqualTo(1);
    }

    @Test
    void isSettledByOnePersonWhereNothingIsChanged() {
        var report = report(ann);
        subject(report).put("nhsNumber", "999 000 0000");
        var result = send(report);
        assertThat(state(result)).isEqualTo("QUARANTINED");
        result.submit("SettleResult", "coordinator", settle("candidate-1"));
        result.runJobs();
        assertThat(state(result)).isEqualTo("FILED");
    }

    @Test
    void isSettledAnewWhereThereIsNoSuchCandidate() {
        var report = report(ann);
        subject(report).put("birthDate", "1901-01-02");
        var result = send(report);
        result.submit("SettleResult", "coordinator", settle("candidate-5"));
        result.runJobs();
        assertThat(result.open()).containsOnlyKeys("SettleResult");
        assertThat(state(result)).isEqualTo("QUARANTINED");
    }

    @Test
    void isFoundByTheNumberOfAnOrderThatSomebodyTypes() {
        var report = report(ann);
        report.remove("basedOn");
        subject(report).put("birthDate", "1901-01-02");
        var result = send(report);
        var item = result.item("SettleResult");
        claim("coordinator", item.getId());
        var wrong = new HashMap<String, Object>(settle("named-order"));
        wrong.put("orderNumber", "0000-0000");
        assertThat(submitted("coordinator", item.getId(), wrong).expect(400).body())
                .contains("There is no order with this number.");
        wrong.put("orderNumber", order);
        submitted("coordinator", item.getId(), wrong).expect(204);
        result.runJobs();
        assertThat(result.open()).containsOnlyKeys("ConfirmSettlement");
    }

    @Test
    void isSentBackWithAReasonThatTheSenderReads() {
        var report = report(ann);
        report.remove("basedOn");
        var result = send(report);
        assertThat(standing(result)).contains("\"quarantined\"");
        var values = new HashMap<String, Object>(settle("send-back"));
        values.put("sendBackReason", "not-identified");
        result.submit("SettleResult", "coordinator", values);
        result.runJobs();
        assertThat(state(result)).isEqualTo("SENT_BACK");
        assertThat(standing(result)).contains("\"sent-back\"", "\"not-identified\"");
        assertThat(result.open()).isEmpty();
        http.as("coordinator").get("/api/results/" + result.episodeId()).expect(404);
        http.as("clinician").get("/api/results/" + result.episodeId()).expect(403);
    }

    @Test
    void isKeptOnceHoweverOftenItIsSent() {
        var key = UUID.randomUUID().toString();
        var report = report(ann);
        var first = post(key, report).expect(202).body();
        assertThat(post(key, report).expect(202).body()).isEqualTo(first);
        report.put("conclusion", "Something else.");
        post(key, report).expect(409);
        assertThat(rows.queryForObject(
                        "select count(*) from hr_result where named_patient_id = ?", Long.class, ann.id()))
                .isEqualTo(1);
    }

    @Test
    void takesNothingThatItDoesNotUnderstand() {
        var report = report(ann);
        report.put("presentedForm", "x");
        post(UUID.randomUUID().toString(), report).expect(400);
        report.remove("presentedForm");
        report.remove("issued");
        report.put("status", "maybe");
        assertThat(post(UUID.randomUUID().toString(), report).expect(400).body())
                .contains("status", "issued");
        report.put("status", "final");
        report.put("issued", issued(2));
        post("short", report).expect(400);
        http.as("clinician").post("/api/results", report).expect(403);
    }

    @Test
    void isReviewedAndToldAgainWhenItIsCorrectedAfterItWasClosed() {
        var report = report(ann);
        var first = send(report);
        review(first);
        tell(first);
        assertThat(state(first)).isEqualTo("CLOSED");
        report.put("status", "corrected");
        report.put("issued", issued(1));
        report.put("conclusion", "HbA1c 84 mmol/mol");
        var second = send(report);
        assertThat(state(second)).isEqualTo("FILED");
        assertThat(state(first)).isEqualTo("SUPERSEDED");
        var item = second.item("ReviewResult");
        var shown = shown(item.getAssignee(), item.getId());
        assertThat(shown).contains("HbA1c 84 mmol/mol", "HbA1c 48 mmol/mol", "corrected");
        review(second);
        tell(second);
        assertThat(state(second)).isEqualTo("CLOSED");
        assertThat(recordOf(ann)).contains("HbA1c 84 mmol/mol", "HbA1c 48 mmol/mol");
    }

    @Test
    void stopsTheWorkOnAVersionThatIsCorrectedAndKeepsAnOldOneThatComesLate() {
        var report = report(ann);
        var first = send(report);
        report.put("status", "corrected");
        report.put("issued", issued(1));
        var second = send(report);
        assertThat(first.open()).isEmpty();
        assertThat(second.open()).containsOnlyKeys("ReviewResult");
        report.put("status", "final");
        report.put("issued", issued(1.5));
        var late = send(report);
        assertThat(state(late)).isEqualTo("SUPERSEDED");
        assertThat(late.open()).isEmpty();
        assertThat(state(second)).isEqualTo("FILED");
    }

    @Test
    void reviewsACorrectionThatTheLaboratoryDatesBeforeWhatItCorrects() {
        var report = report(ann);
        var first = send(report);
        report.put("status", "corrected");
        report.put("issued", issued(3));
        report.put("conclusion", "HbA1c 84 mmol/mol");
        var second = send(report);
        assertThat(state(second)).isEqualTo("FILED");
        assertThat(state(first)).isEqualTo("SUPERSEDED");
        assertThat(first.open()).isEmpty();
        var item = second.item("ReviewResult");
        assertThat(shown(item.getAssignee(), item.getId())).contains("HbA1c 84 mmol/mol", FINDING);
    }

    @Test
    void reviewsACorrectionThatWaitedInQuarantineWhileAnOlderVersionCame() {
        var report = report(ann);
        report.put("issued", issued(1));
        var first = send(report);
        var correction = report(ann);
        correction.put("identifier", report.get("identifier"));
        correction.put("status", "corrected");
        correction.put("issued", issued(3));
        subject(correction).put("nhsNumber", "999 000 0000");
        var second = send(correction);
        assertThat(state(second)).isEqualTo("QUARANTINED");
        report.put("issued", issued(2));
        assertThat(state(send(report))).isEqualTo("SUPERSEDED");
        second.submit("SettleResult", "coordinator", settle("candidate-1"));
        second.runJobs();
        assertThat(state(second)).isEqualTo("FILED");
        assertThat(state(first)).isEqualTo("SUPERSEDED");
    }

    @Test
    void takesNothingThatIsIssuedInTheFuture() {
        var report = report(ann);
        report.put("issued", Instant.now().plus(Duration.ofMinutes(10)).toString());
        assertThat(post(UUID.randomUUID().toString(), report).expect(400).body())
                .contains("This is in the future.");
        report.put("issued", Instant.now().plus(Duration.ofMinutes(1)).toString());
        post(UUID.randomUUID().toString(), report).expect(202);
    }

    @Test
    void isNotConfirmedOnceAnotherVersionLiesWithAnotherPatient() {
        var bob = register();
        var report = report(bob);
        var first = send(report);
        first.submit("SettleResult", "coordinator", settle("candidate-2"));
        first.runJobs();
        var second = sendNextVersion(report);
        var confirm = first.item("ConfirmSettlement");
        claim("coordinator2", confirm.getId());
        assertThat(submitted("coordinator2", confirm.getId(), CONFIRMED)
                        .expect(409)
                        .body())
                .contains("Another version of this report lies in another patient's record", "No: look again");
        assertThat(state(first)).isEqualTo("QUARANTINED");
        submitted(
                        "coordinator2",
                        confirm.getId(),
                        Map.of("resultConfirmation", "not-confirmed", "confirmationNote", "A new version came."))
                .expect(204);
        first.runJobs();
        assertThat(first.open()).containsOnlyKeys("SettleResult");
        assertThat(recordOf(bob)).doesNotContain(FINDING);
        assertThat(state(second)).isEqualTo("FILED");
    }

    @Test
    void isNotFiledEvenIfConfirmedWhileAnotherVersionLiesWithAnotherPatient() {
        var bob = register();
        var report = report(bob);
        var first = send(report);
        first.submit("SettleResult", "coordinator", settle("candidate-2"));
        first.runJobs();
        var second = sendNextVersion(report);
        assertThat(results.confirm(first.episodeId(), "coordinator2")).isFalse();
        rows.update("update hr_result set confirmed_by = 'coordinator2' where id = ?", first.episodeId());
        assertThatThrownBy(() -> results.file(first.episodeId())).isInstanceOf(ResultConflictException.class);
        assertThat(state(first)).isEqualTo("QUARANTINED");
        assertThat(recordOf(bob)).doesNotContain(FINDING);
        assertThat(state(second)).isEqualTo("FILED");
    }

    @Test
    void goesBackToQuarantineWhenAnotherVersionIsFiledBetweenTheSecondAnswerAndItsJob() {
        var bob = register();
        var report = report(bob);
        var first = send(report);
        first.submit("SettleResult", "coordinator", settle("candidate-2"));
        first.runJobs();
        first.submit("ConfirmSettlement", "coordinator2", CONFIRMED);
        sendNextVersion(report);
        first.runJobs();
        assertThat(first.open()).containsOnlyKeys("SettleResult");
        assertThat(state(first)).isEqualTo("QUARANTINED");
        assertThat(recordOf(bob)).doesNotContain(FINDING);
        assertThat(rows.queryForObject(
                        "select confirmed_by from hr_result where id = ?", String.class, first.episodeId()))
                .isNull();
        var item = first.item("SettleResult");
        claim("coordinator", item.getId());
        assertThat(shown("coordinator", item.getId()))
                .contains("Meanwhile another version of this report was filed with somebody else");
    }

    /** Sends the next version of a report, with Ann's order and demographics, so that the program files it with her. */
    private PathwayOverHttp.Patient sendNextVersion(Map<String, Object> report) {
        var next = report(ann);
        next.put("identifier", report.get("identifier"));
        next.put("issued", issued(1));
        var sent = send(next);
        assertThat(state(sent)).isEqualTo("FILED");
        return sent;
    }

    @Test
    void neverPutsACorrectionIntoAnotherPatientsRecord() {
        var report = report(ann);
        send(report);
        var bob = register();
        var other = report(bob);
        other.put("identifier", report.get("identifier"));
        other.put("status", "corrected");
        other.put("issued", issued(1));
        other.put("basedOn", order(bob));
        var second = send(other);
        assertThat(state(second)).isEqualTo("QUARANTINED");
        var item = second.item("SettleResult");
        claim("coordinator", item.getId());
        assertThat(shown("coordinator", item.getId())).contains("Another version of this report lies in the record");
        submitted("coordinator", item.getId(), settle("candidate-1")).expect(204);
        second.runJobs();
        assertThat(second.open()).containsOnlyKeys("SettleResult");
        assertThat(recordOf(bob)).doesNotContain(FINDING);
    }

    @Test
    void leavesTheRecordWhenAClinicianSaysThatItIsAnotherPatients() {
        var result = send(report(ann));
        result.submit(
                "ReviewResult",
                "clinician",
                Map.of("resultDecision", "wrong-patient", "wrongPatientNote", "She had no blood taken."));
        result.runJobs();
        assertThat(state(result)).isEqualTo("QUARANTINED");
        assertThat(recordOf(ann)).doesNotContain(FINDING);
        assertThat(orderState()).isEqualTo("WAITING");
        assertThat(openOrders()).isEqualTo(1);
        var item = result.item("SettleResult");
        claim("coordinator", item.getId());
        assertThat(shown("coordinator", item.getId())).contains("She had no blood taken.");
    }

    @Test
    void worksOnTheNewestVersionOnlyAfterTheOneThatTookThePlaceOfTwoHasLeftTheRecord() {
        var report = report(ann);
        report.put("issued", issued(3));
        var oldest = send(report);
        report.put("issued", issued(1));
        var newest = send(report);
        report.put("issued", issued(2));
        var between = send(report);
        assertThat(List.of(state(oldest), state(between), state(newest)))
                .containsExactly("SUPERSEDED", "SUPERSEDED", "FILED");
        newest.submit(
                "ReviewResult",
                "clinician",
                Map.of("resultDecision", "wrong-patient", "wrongPatientNote", "She had no blood taken."));
        newest.runJobs();
        between.runJobs();
        assertThat(List.of(state(oldest), state(between), state(newest)))
                .containsExactly("SUPERSEDED", "FILED", "QUARANTINED");
        assertThat(between.open()).containsOnlyKeys("ReviewResult");
        assertThat(oldest.open()).isEmpty();
    }

    @Test
    void goesBackToTheQueueWhenWhoOrderedItDoesNotTakeItInTime() {
        var result = send(report(ann));
        var item = result.item("ReviewResult");
        assertThat(item.getAssignee()).isEqualTo("clinician");
        fire(result, "ReviewResultLate");
        assertThat(result.item("ReviewResult").getAssignee()).isNull();
        claim("clinician2", item.getId());
        fire(result, "ReviewResultLate");
        assertThat(result.item("ReviewResult").getAssignee()).isEqualTo("clinician2");
    }

    @Test
    void hasAnHourWhenTheLaboratoryAsksForItAndKeepsItsTurnAfterwards() {
        var report = report(ann);
        report.put("critical", true);
        var result = send(report);
        var item = result.item("ReviewResult");
        assertThat(Duration.between(
                        item.getCreateTime().toInstant(), item.getDueDate().toInstant()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        review(result);
        assertThat(rows.queryForObject(
                        "select TEXT_ from ACT_RU_VARIABLE v join ACT_RU_EXECUTION e on e.ID_ = v.EXECUTION_ID_"
                                + " where v.NAME_ = 'priority' and e.PARENT_ID_ is null and e.SUPER_EXEC_ is null"
                                + " and e.BUSINESS_KEY_ = ?",
                        String.class,
                        result.episodeId()))
                .isEqualTo("routine");
    }

    @Test
    void keepsTheOrderWaitingAfterAPreliminaryReport() {
        var report = report(ann);
        report.put("status", "preliminary");
        assertThat(state(send(report))).isEqualTo("FILED");
        assertThat(orderState()).isEqualTo("WAITING");
    }

    @Test
    void keepsTheOrderWaitingWhenTheLaboratoryWithdrawsItsReport() {
        var report = report(ann);
        report.put("status", "preliminary");
        send(report);
        report.put("status", "entered-in-error");
        report.put("issued", issued(1));
        var withdrawn = send(report);
        assertThat(state(withdrawn)).isEqualTo("FILED");
        assertThat(orderState()).isEqualTo("WAITING");
        assertThat(openOrders()).isEqualTo(1);
    }

    @Test
    void makesTheOrderWaitAgainWhenTheLaboratoryWithdrawsWhatHadAnsweredIt() {
        var report = report(ann);
        send(report);
        assertThat(orderState()).isEqualTo("RESULTED");
        report.put("status", "entered-in-error");
        report.put("issued", issued(1));
        assertThat(send(report).open()).containsOnlyKeys("ReviewResult");
        assertThat(orderState()).isEqualTo("WAITING");
        assertThat(openOrders()).isEqualTo(1);
    }

    @Test
    void isToldByALetterThatWasPostedAndComesBackWhenItCannotBe() {
        var result = send(report(ann));
        review(result);
        address(result);
        letter(result, "cannot-post");
        assertThat(result.open()).containsOnlyKeys("TellResult");
        assertThat(state(result)).isEqualTo("REVIEWED");
        letter(result, "posted");
        assertThat(state(result)).isEqualTo("CLOSED");
        assertThat(rows.queryForObject("select outcome from hr_result where id = ?", String.class, result.episodeId()))
                .isEqualTo("letter");
        assertThat(rows.queryForObject(
                        "select count(*) from hr_dispatch where tell = ?", Long.class, result.episodeId()))
                .isEqualTo(2);
    }

    @Test
    void isToldByALetterOfItsOwnWhenItIsWorkedOnAgain() {
        var report = report(ann);
        var first = send(report);
        review(first);
        address(first);
        letter(first, "posted");
        report.put("status", "corrected");
        report.put("issued", issued(1));
        var second = send(report);
        second.submit(
                "ReviewResult",
                "clinician",
                Map.of("resultDecision", "wrong-patient", "wrongPatientNote", "She had no blood taken."));
        second.runJobs();
        first.runJobs();
        review(first);
        letter(first, "posted");
        assertThat(state(first)).isEqualTo("CLOSED");
        assertThat(rows.queryForObject(
                        "select count(*) from hr_dispatch where tell = ?", Long.class, first.episodeId()))
                .isEqualTo(2);
    }

    @Test
    void callsBackALetterThatHasNotLeftWhenItsVersionIsCorrected() {
        var report = report(ann);
        var first = send(report);
        review(first);
        address(first);
        var letter = askForLetter(first);
        assertThat(letter.open()).containsOnlyKeys("PrintClinicalLetter");
        report.put("status", "corrected");
        report.put("issued", issued(1));
        var second = send(report);
        assertThat(letterState(letter)).isEqualTo("WITHDRAWN");
        assertThat(letter.open()).isEmpty();
        assertThat(second.open()).containsOnlyKeys("ReviewResult");
    }

    @Test
    void callsBackALetterThatHasNotLeftWhenAnotherOneIsWritten() {
        var result = send(report(ann));
        review(result);
        address(result);
        var late = askForLetter(result);
        fire(result, "LetterOverdue");
        var next = askForLetter(result);
        assertThat(letterState(late)).isEqualTo("WITHDRAWN");
        assertThat(late.open()).isEmpty();
        assertThat(next.open()).containsOnlyKeys("PrintClinicalLetter");
        assertThat(state(result)).isEqualTo("REVIEWED");
    }

    @Test
    void callsBackALetterThatHasNotLeftWhenThePatientIsToldOtherwise() {
        var result = send(report(ann));
        review(result);
        address(result);
        var letter = askForLetter(result);
        fire(result, "LetterOverdue");
        tell(result);
        assertThat(letterState(letter)).isEqualTo("WITHDRAWN");
        assertThat(letter.open()).isEmpty();
        assertThat(state(result)).isEqualTo("CLOSED");
    }

    private String letterState(PathwayOverHttp.Patient letter) {
        return rows.queryForObject("select state from hr_dispatch where id = ?", String.class, letter.episodeId());
    }

    @Test
    void isToldAgainWhenTheLetterThatClosedItComesBack() {
        var result = send(report(ann));
        review(result, "urgent");
        address(result);
        letter(result, "posted");
        assertThat(state(result)).isEqualTo("CLOSED");
        var letter = broughtBack(result);
        assertThat(state(result)).isEqualTo("CLOSED");
        letter.submit("SortOutUndelivered", "coordinator", Map.of("correspondenceDecision", "give-up"));
        letter.runJobs();
        jobs.run();
        assertThat(state(result)).isEqualTo("REVIEWED");
        assertThat(result.open()).containsOnlyKeys("TellResult");
        var item = result.item("TellResult").getId();
        claim("clinician", item);
        assertThat(shown("clinician", item)).contains("bounced", "Your sugar is high.", FINDING);
        assertThat(rows.queryForList(
                        "select distinct v.TEXT_ from ACT_RU_VARIABLE v join ACT_RU_EXECUTION e on e.ID_ = v.EXECUTION_ID_"
                                + " where v.NAME_ = 'urgency' and e.BUSINESS_KEY_ = ?",
                        String.class,
                        result.episodeId()))
                .as("what the clinician said at the review")
                .containsExactly("urgent");
        submitted(
                        "clinician",
                        item,
                        Map.of(
                                "resultTelling", "told",
                                "resultToldWay", "telephone",
                                "toldWhom", "patient",
                                "toldUnderstood", "Comes again in March."))
                .expect(204);
        result.runJobs();
        assertThat(state(result)).isEqualTo("CLOSED");
        assertThat(rows.queryForObject("select outcome from hr_result where id = ?", String.class, result.episodeId()))
                .isEqualTo("told");
    }

    @Test
    void staysClosedWhenTheLetterThatCameBackIsPostedOnceMore() {
        var result = send(report(ann));
        review(result);
        address(result);
        letter(result, "posted");
        var letter = broughtBack(result);
        letter.submit("SortOutUndelivered", "coordinator", Map.of("correspondenceDecision", "by-post"));
        letter.runJobs();
        letter.submit("PrintClinicalLetter", "nurse", Map.of("correspondenceDecision", "posted"));
        letter.runJobs();
        jobs.run();
        assertThat(state(result)).isEqualTo("CLOSED");
        assertThat(result.open()).isEmpty();
    }

    @Test
    void isFoundByTheReferenceOnALetterThatCameBackOnce() {
        var result = send(report(ann));
        review(result);
        address(result);
        letter(result, "posted");
        broughtBack(result);
        assertThat(bringBack(result).expect(400).body()).contains("No letter with this reference was posted to them");
    }

    /** Has reception say that the post has brought the letter back, and returns the letter. */
    private PathwayOverHttp.Patient broughtBack(PathwayOverHttp.Patient result) {
        var letter = pathways.of(
                bringBack(result).expect(200).json().get("businessKey").asText());
        letter.runJobs();
        return letter;
    }

    private Answer bringBack(PathwayOverHttp.Patient result) {
        var reference =
                rows.queryForObject("select reference from hr_result where id = ?", String.class, result.episodeId());
        return http.as("reception")
                .post(
                        "/engine-rest/process-definition/key/LetterCameBack/submit-form",
                        variables(Map.of("reference", reference, "correspondenceRecipient", "patient")));
    }

    private void address(PathwayOverHttp.Patient result) {
        letters.write(
                new LetterKey(
                        ann.id(),
                        result.episodeId(),
                        "CaptureDetails",
                        UUID.randomUUID().toString()),
                Map.of(
                        DataClass.CONTACT,
                        Map.of("addressLine1", "12 Made-up Lane", "town", "Nowhere", "postcode", "ZZ99 9ZZ")),
                "reception");
    }

    /** Has a clinician write a letter, and nursing post it or give it up. */
    private void letter(PathwayOverHttp.Patient result, String becomesOfIt) {
        var dispatch = askForLetter(result);
        dispatch.submit("PrintClinicalLetter", "nurse", Map.of("correspondenceDecision", becomesOfIt));
        dispatch.runJobs();
        if (becomesOfIt.equals("cannot-post")) {
            dispatch.submit("SortOutUndelivered", "coordinator", Map.of("correspondenceDecision", "give-up"));
            dispatch.runJobs();
        }
        jobs.run();
        result.runJobs();
    }

    /** Has a clinician write a letter, and returns the process that has it posted. */
    private PathwayOverHttp.Patient askForLetter(PathwayOverHttp.Patient result) {
        result.submit(
                "TellResult", "clinician", Map.of("resultTelling", "letter", "letterBody", "Your sugar is high."));
        result.runJobs();
        var dispatch = pathways.of(rows.queryForObject(
                "select id from hr_dispatch where tell = ? order by asked_at desc, id limit 1",
                String.class,
                result.episodeId()));
        dispatch.runJobs();
        return dispatch;
    }

    @Test
    void isLostByNoCount() {
        send(report(ann));
        watched.stream()
                .filter(kind -> List.of("result", "test-order").contains(kind.kind()))
                .forEach(kind -> {
                    var adrift = kind.adrift(Instant.now(), "", 10_000);
                    assertThat(kind.tally().difference()).as(kind.kind()).isEqualTo(adrift.size());
                });
    }

    private void review(PathwayOverHttp.Patient result) {
        review(result, "routine");
    }

    private void review(PathwayOverHttp.Patient result, String urgency) {
        result.submit(
                "ReviewResult",
                "clinician",
                Map.of(
                        "resultDecision", "treat",
                        "urgency", urgency,
                        "decisionNote", "Start metformin.",
                        "tellWords", "Your sugar is high."));
        result.runJobs();
    }

    private void tell(PathwayOverHttp.Patient result) {
        result.submit("TellResult", "clinician", Map.of("resultTelling", "told", "toldWhom", "patient"));
        result.runJobs();
    }

    private void fire(PathwayOverHttp.Patient result, String timerName) {
        var timer = rows.queryForObject(
                "select j.ID_ from ACT_RU_JOB j join ACT_RU_EXECUTION e on e.ID_ = j.PROCESS_INSTANCE_ID_"
                        + " where e.ROOT_PROC_INST_ID_ = (select r.ID_ from ACT_RU_EXECUTION r where r.BUSINESS_KEY_ = ?"
                        + " and r.SUPER_EXEC_ is null and r.PARENT_ID_ is null) and j.HANDLER_CFG_ like ?",
                String.class,
                result.episodeId(),
                "%" + timerName + "%");
        engineJobs.executeJob(timer);
    }

    private PathwayOverHttp.Patient send(Map<String, Object> report) {
        var receipt = post(UUID.randomUUID().toString(), report)
                .expect(202)
                .json()
                .get("receipt")
                .asText();
        var result = pathways.of(receipt);
        result.runJobs();
        return result;
    }

    private Answer post(String key, Map<String, Object> report) {
        return http.as("reception")
                .send(
                        "POST",
                        "/api/results",
                        "application/json",
                        json(report).getBytes(StandardCharsets.UTF_8),
                        Map.of("Idempotency-Key", key));
    }

    private String standing(PathwayOverHttp.Patient result) {
        return http.as("reception")
                .get("/api/results/" + result.episodeId())
                .expect(200)
                .body();
    }

    private Person register() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        var number = nhsNumber();
        values.put("nhsNumber", number);
        var episode = pathways.begin("PatientPathway", "StartEnquiry", values).episodeId();
        return new Person(
                rows.queryForObject("select patient_id from hr_episode where id = ?", String.class, episode),
                rows.queryForObject("select reference from hr_episode where id = ?", String.class, episode),
                String.valueOf(values.get("givenName")),
                String.valueOf(values.get("surname")),
                String.valueOf(values.get("dateOfBirth")),
                number);
    }

    private String nhsNumber() {
        while (true) {
            var number = "999" + (1_000_000 + random.nextInt(9_000_000));
            if (NhsNumber.of(number).isPresent()) {
                return number;
            }
        }
    }

    private String order(Person patient) {
        careTeams.begin(patient.id(), "clinician", Reason.NAMED, "test-" + UUID.randomUUID(), null, null);
        var started = http.as("clinician")
                .post(
                        "/engine-rest/process-definition/key/TestOrder/submit-form",
                        variables(Map.of(
                                "reference",
                                patient.episode(),
                                "testKind",
                                "laboratory",
                                "orderedTest",
                                "What was ordered: HbA1c, because she is thirsty.",
                                "resultExpectedBy",
                                LocalDate.now().plusDays(7).toString())))
                .expect(200)
                .json();
        return rows.queryForObject(
                "select number from hr_test_order where id = ?",
                String.class,
                started.get("businessKey").asText());
    }

    private Map<String, Object> report(Person patient) {
        var report = new LinkedHashMap<String, Object>();
        report.put("identifier", "LAB-" + UUID.randomUUID());
        report.put("status", "final");
        report.put("basedOn", order);
        report.put("issued", issued(2));
        report.put("code", Map.of("text", "HbA1c"));
        report.put(
                "subject",
                new HashMap<>(Map.of(
                        "nhsNumber", patient.nhsNumber(),
                        "family", patient.family(),
                        "given", patient.given(),
                        "birthDate", patient.born())));
        report.put("conclusion", FINDING);
        return report;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> subject(Map<String, Object> report) {
        return (Map<String, Object>) Objects.requireNonNull(report.get("subject"));
    }

    private static String issued(double daysAgo) {
        return Instant.now().minusSeconds((long) (daysAgo * 86_400)).toString();
    }

    private static Map<String, Object> settle(String whose) {
        return Map.of("resultSettlement", whose, "settlementNote", "Asked the laboratory.");
    }

    private String state(PathwayOverHttp.Patient result) {
        return rows.queryForObject("select state from hr_result where id = ?", String.class, result.episodeId());
    }

    private String orderState() {
        return rows.queryForObject("select state from hr_test_order where number = ?", String.class, order);
    }

    private long openOrders() {
        return rows.queryForObject(
                "select count(*) from ACT_RU_EXECUTION where PARENT_ID_ is null and BUSINESS_KEY_ ="
                        + " (select id from hr_test_order where number = ?)",
                Long.class,
                order);
    }

    private String recordOf(Person patient) {
        return records
                .everythingOf(patient.id(), EnumSet.of(DataClass.IDENTITY, DataClass.CONTACT, DataClass.CLINICAL))
                .stream()
                .map(entry -> entry.values().toString())
                .collect(Collectors.joining("\n"));
    }

    private void claim(String person, String item) {
        http.as(person)
                .post("/engine-rest/task/" + item + "/claim", Map.of("userId", person))
                .expect(204);
    }

    private String shown(String person, String item) {
        return http.as(person)
                .get("/engine-rest/task/" + item + "/form-variables")
                .expect(200)
                .body();
    }

    private Answer submitted(String person, String item, Map<String, Object> values) {
        return http.as(person).post("/engine-rest/task/" + item + "/submit-form", variables(values));
    }

    private static Map<String, Object> variables(Map<String, Object> values) {
        return Map.of(
                "variables",
                values.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Map.of("value", entry.getValue()))));
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
