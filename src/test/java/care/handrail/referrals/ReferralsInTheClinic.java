package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.pathways.Watched;
import care.handrail.records.Document;
import care.handrail.records.Documents;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A clinician refers a patient; on whichever database the subclass runs. */
abstract class ReferralsInTheClinic {

    private static final String REASON = "Low mood since the spring.";
    private static final String REPORT = "Twelve sessions were held. She is well.";

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private ManagementService engineJobs;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private Documents documents;

    @Autowired
    private ReferralsKeepRecord keepers;

    @Autowired
    @Qualifier("outboundReferralsWatched")
    private Watched watched;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate rows;

    private String patient;
    private String episodeReference;

    @BeforeEach
    void takeInAnEnquiry() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", "Ottoline", "surname", "Quarrie", "nhsNumber", "999 000 0018"));
        // What leaves mental health is signed by two.
        values.put("serviceLine", "general-practice");
        var episode = pathways.begin("PatientPathway", "StartEnquiry", values).episodeId();
        patient = rows.queryForObject("select patient_id from hr_episode where id = ?", String.class, episode);
        episodeReference = rows.queryForObject("select reference from hr_episode where id = ?", String.class, episode);
        careTeams.begin(patient, "clinician", Reason.NAMED, "test-" + patient, null, null);
    }

    @Test
    void isFollowedFromTheReasonUntilThePatientKnows() {
        var referral = delivered();
        tell(referral, "received", Map.of());
        assertThat(state(referral)).isEqualTo("RECEIVED");
        tell(referral, "accepted", Map.of());
        tell(referral, "scheduled", Map.of("appointment", "2031-03-10"));
        assertThat(state(referral)).isEqualTo("SCHEDULED");
        tell(referral, "attended", Map.of());
        tell(referral, "report-back", Map.of("note", REPORT));
        assertThat(state(referral)).isEqualTo("REPORT_BACK");
        var reading = signOff(referral);
        assertThat(opened(reading, "SignItem", "clinician")
                        .at("/signedClinical/value")
                        .asText())
                .contains(REPORT);
        assertThat(referral.open()).containsOnlyKeys("SignItem");
        reading.submit("SignItem", "clinician", Map.of("signOffDecision", "approve"));
        run(reading);
        run(referral);
        referral.submit(
                "TellOutcome", "clinician", Map.of("referralOutcome", "told", "reportConclusion", "No more to do."));
        assertThat(watched.tally().open()).isPositive();
        run(referral);
        assertThat(state(referral)).isEqualTo("CLOSED");
        assertThat(rows.queryForObject(
                        "select ended_by from hr_outbound_referral where id = ?", String.class, referral.episodeId()))
                .isEqualTo("clinician");
        assertThat(careTeams.from(referral.episodeId()).orElseThrow().endsAt())
                .as("the referring clinician stays for a grace, and no longer")
                .isAfter(Instant.now());
        assertThat(watched.adrift(Instant.now(), "", 100))
                .noneMatch(adrift -> adrift.id().equals(referral.episodeId()));
        assertThat(rows.queryForList(
                        "select DETAIL from AUDIT_EVENT where KIND = 'REFERRAL_MOVED' and EPISODE_ID = ? order by EVENT_NO",
                        String.class,
                        referral.episodeId()))
                .containsExactly(
                        "from=draft,to=sent",
                        "from=sent,to=delivered",
                        "from=delivered,to=received",
                        "from=received,to=accepted",
                        "from=accepted,to=scheduled",
                        "from=scheduled,to=attended",
                        "from=attended,to=report-back",
                        "from=report-back,to=closed");
    }

    @Test
    void theReportIsSignedWithItsDocumentAndAnewAfterEachChange() {
        var referral = delivered();
        tell(referral, "report-back", Map.of("note", REPORT));
        var document = filedUnder(referral);
        var about = documents.find(document.episodeId()).orElseThrow();
        var reference =
                rows.queryForObject("select reference from hr_intake_document where id = ?", String.class, about.id());
        var reading = signOff(referral);
        reading.claim("SignItem");
        assertThat(http.as("clinician")
                        .get("/engine-rest/task/" + reading.item("SignItem").getId() + "/form-variables")
                        .expect(200)
                        .json()
                        .at("/signedClinical/value")
                        .asText())
                .contains(REPORT, reference, about.sha256());
        http.as("clinician").get("/api/documents/" + reference + "/file").expect(200);
        aWeekPasses(referral);
        assertThat(signatures(referral)).containsExactly("REQUESTED");
        assertThat(reading.item("SignItem").getAssignee())
                .as("whoever reads it is not interrupted")
                .isEqualTo("clinician");
        signed(referral, reading);
        assertThat(referral.open()).containsKey("TellOutcome");

        tell(referral, "report-back", Map.of("note", "The side was wrong: it is the left one."));
        assertThat(signatures(referral)).containsExactly("VOID", "REQUESTED");
        assertThat(referral.open()).doesNotContainKey("TellOutcome");
        assertThat(opened(signOff(referral), "SignItem", "clinician")
                        .at("/signedClinical/value")
                        .asText())
                .as("the report, which nobody may have read before it was added to")
                .containsSubsequence(REPORT, "The side was wrong: it is the left one.");
        signed(referral, signOff(referral));
        assertThat(opened(referral, "TellOutcome", "clinician")
                        .at("/serviceNotes/value")
                        .asText())
                .containsSubsequence(REPORT, "The side was wrong: it is the left one.");

        document.submit("ReadDocument", "clinician", Map.of("documentRead", "wrong-patient"));
        run(referral);
        assertThat(signatures(referral)).containsExactly("VOID", "VOID", "REQUESTED");
        assertThat(referral.open()).doesNotContainKey("TellOutcome");
        signed(referral, signOff(referral));
        referral.submit("TellOutcome", "clinician", Map.of("referralOutcome", "told"));
        run(referral);
        assertThat(state(referral)).isEqualTo("CLOSED");
    }

    @Test
    void everythingThatServicesWriteIsReadWithTheNameOfWhoeverWroteIt() {
        var referral = delivered();
        tell(referral, "rejected", Map.of("service", "harbour-psychology", "note", "We are full."));
        sendTo(referral, "city-cardiology");
        post(referral);
        tell(referral, "report-back", Map.of("note", REPORT));
        assertThat(state(referral)).as("nobody knows whose report it is").isEqualTo("DELIVERED");
        referral.submit(
                "AskReceiver",
                "coordinator",
                Map.of("referralNews", "report-back", "receiverNote", "It is in our report."));
        run(referral);
        assertThat(state(referral)).isEqualTo("REPORT_BACK");

        called(referral, "harbour-psychology", "report-back", "We have a place now.");
        run(referral);

        assertThat(opened(signOff(referral), "SignItem", "clinician")
                        .at("/signedClinical/value")
                        .asText())
                .containsSubsequence(
                        "Harbour Psychology Service: We are full.",
                        "a service that is not named: " + REPORT,
                        "the service that we asked: It is in our report.",
                        "Harbour Psychology Service: We have a place now.");
    }

    @Test
    void sendsExactlyWhatWasSigned() throws IOException {
        var referral = refer("harbour-psychology", "routine");
        run(referral);
        var signOff = signOff(referral);
        assertThat(signOff.open().keySet()).containsExactly("SignItem");
        http.as("clinician")
                .post("/engine-rest/task/" + signOff.item("SignItem").getId() + "/claim", Map.of("userId", "clinician"))
                .expect(403);
        var shown = opened(signOff, "SignItem", "clinician2");
        assertThat(shown.at("/signedClinical/value").asText()).contains(REASON).contains("Harbour Psychology Service");
        assertThat(sent()).isEmpty();
        signOff.submit("SignItem", "clinician2", Map.of("signOffDecision", "approve"));
        run(signOff);
        run(referral);
        assertThat(sent()).hasSize(1);
        assertThat(words(documents.content(sent().get(0).id())))
                .contains(REASON)
                .as("who referred, by name")
                .contains("Clinicians (clinician)");
    }

    @Test
    void comesBackToTheClinicianWithTheWordsOfWhoeverDidNotSignIt() {
        var referral = refer("harbour-psychology", "routine");
        run(referral);
        var signOff = signOff(referral);
        signOff.submit(
                "SignItem",
                "clinician2",
                Map.of(
                        "signOffDecision", "ask-for-changes",
                        "signOffReason", "something-missing",
                        "signOffNote", "Say which sleeping tablets she takes."));
        run(signOff);
        run(referral);
        assertThat(referral.open().keySet()).containsExactly("ReworkReferral");
        var shown = opened(referral, "ReworkReferral", "clinician");
        assertThat(shown.at("/referralBack/value").asText()).isEqualTo("changes-asked");
        assertThat(shown.at("/signOffNote/value").asText()).isEqualTo("Say which sleeping tablets she takes.");
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "changed"));
        run(referral);
        var again = signOff(referral);
        again.submit(
                "SignItem",
                "clinician2",
                Map.of("signOffDecision", "reject", "signOffReason", "not-agreed", "signOffNote", "See her first."));
        run(again);
        run(referral);
        shown = opened(referral, "ReworkReferral", "clinician");
        assertThat(shown.at("/referralBack/value").asText()).isEqualTo("no-signature");
        assertThat(shown.at("/signOffNote/value").asText()).isEqualTo("See her first.");
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "withdrawn"));
        run(referral);
        assertThat(state(referral)).isEqualTo("CANCELLED");
        referral.submit("TellOutcome", "clinician", Map.of("referralOutcome", "told"));
        run(referral);
        assertThat(state(referral)).isEqualTo("CANCELLED");
        assertThat(open(referral)).isFalse();
    }

    @Test
    void namesTheGapsToCareCoordinationAndNothingClinical() {
        var referral = refer("valley-dermatology", "routine");
        run(referral);
        var shown = opened(referral, "FillReferralGaps", "coordinator");
        assertThat(shown.at("/referralGaps/value").asText()).isEqualTo("Documents: pictures.");
        assertThat(shown.at("/surname/value").asText()).isEqualTo("Quarrie");
        assertThat(shown.toString()).doesNotContain(REASON);
        documents.keep(patient, "clinical-picture", "image/png", "skin.png", new byte[] {1, 2, 3}, "coordinator");
        referral.submit("FillReferralGaps", "coordinator", Map.of("referralOutcome", "gaps-filled"));
        run(referral);
        assertThat(opened(signOff(referral), "SignItem", "clinician2")
                        .at("/signedClinical/value")
                        .asText())
                .contains("pictures, filed ");
    }

    @Test
    void hearsEarlyLateAndTwiceWithoutLosingOrDoublingAnything() {
        var referral = refer("harbour-psychology", "routine");
        run(referral);
        var signOff = signOff(referral);
        signOff.submit("SignItem", "clinician2", Map.of("signOffDecision", "approve"));
        run(signOff);
        run(referral);
        // It is on its way, and nobody waits for a word of the service yet.
        var first =
                tell(referral, "received", Map.of(), "the-same-key").expect(202).json();
        post(referral);
        assertThat(state(referral)).isEqualTo("RECEIVED");
        assertThat(tell(referral, "received", Map.of(), "the-same-key")
                        .expect(202)
                        .json())
                .isEqualTo(first);
        tell(referral, "scheduled", Map.of("appointment", "2031-03-10"), "the-same-key")
                .expect(409);
        tell(referral, "scheduled", Map.of("appointment", "2031-03-10"));
        tell(referral, "accepted", Map.of());
        assertThat(state(referral)).isEqualTo("SCHEDULED");
        assertThat(open(referral)).isTrue();
    }

    @Test
    void asksTheServiceBeforeItCancels() {
        var referral = delivered();
        tell(referral, "accepted", Map.of());
        var reference = reference(referral);
        start("clinician", "CancelReferral", Map.of("reference", reference, "cancelReason", "not-needed-any-more"))
                .expect(200);
        run(referral);
        assertThat(state(referral)).isEqualTo("ACCEPTED");
        referral.submit("AskReceiverToStop", "coordinator", Map.of("referralOutcome", "stops"));
        run(referral);
        assertThat(state(referral)).isEqualTo("CANCELLED");
    }

    @Test
    void whatAServiceWritesAfterTheEndIsReadByAClinician() {
        var referral = refer("harbour-psychology", "routine");
        start(
                        "clinician",
                        "CancelReferral",
                        Map.of("reference", reference(referral), "cancelReason", "not-needed-any-more"))
                .expect(200);
        run(referral);
        referral.submit("TellOutcome", "clinician", Map.of("referralOutcome", "told"));
        run(referral);
        assertThat(open(referral)).isFalse();

        tell(referral, "report-back", Map.of("service", "harbour-psychology", "note", REPORT));
        referral.submit("SortMessage", "coordinator", Map.of("inboundOutcome", "show-clinician"));
        assertThat(opened(referral, "ReadMessage", "clinician")
                        .at("/serviceNotes/value")
                        .asText())
                .endsWith("Harbour Psychology Service: " + REPORT);
    }

    @Test
    void callsBackALetterThatHasNotLeftWhenAnotherServiceIsAsked() {
        var referral = inDraftWhileItsLetterWaits();
        referral.submit("ReworkReferral", "clinician", changedTo("county-radiology"));
        run(referral);
        assertCalledBack(referral);
    }

    @Test
    void callsBackALetterThatHasNotLeftWhenItIsCancelled() {
        var referral = inDraftWhileItsLetterWaits();
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "withdrawn"));
        run(referral);
        assertThat(state(referral)).isEqualTo("CANCELLED");
        assertCalledBack(referral);
    }

    @Test
    void isNotDeliveredByALetterThatWasOvertakenAndSaysWhenThatOneHadLeft() {
        var referral = signed();
        var first = letterOf(referral);
        first.submit("PrintClinicalLetter", "nurse", Map.of("correspondenceDecision", "cannot-post"));
        run(first);
        rows.update("update HR_DISPATCH set STATE = 'UNCERTAIN' where ID = ?", first.episodeId());
        isSaidNotToHaveLeft(referral);
        referral.submit("ReworkReferral", "clinician", changedTo("harbour-psychology"));
        run(referral);
        sign(referral);
        assertThat(state(referral)).isEqualTo("SENT");
        first.submit("SortOutUndelivered", "coordinator", Map.of("correspondenceDecision", "arrived"));
        run(first);
        run(referral);
        assertThat(state(referral)).isEqualTo("SENT");
        post(referral);
        assertThat(state(referral)).isEqualTo("DELIVERED");
        engineJobs.executeJob(rows.queryForObject(
                "select j.ID_ from ACT_RU_JOB j join INBOUND_MESSAGE m on j.HANDLER_CFG_ = m.ID"
                        + " where m.EPISODE_ID = ? and m.STATE = 'PENDING'",
                String.class,
                referral.episodeId()));
        assertThat(opened(referral, "SortMessage", "coordinator").toString())
                .contains("CorrespondenceSettled", "It went out although it had been called back");
    }

    /** Care coordination says that a letter did not leave which lies to be printed. */
    private Patient inDraftWhileItsLetterWaits() {
        var referral = signed();
        run(letterOf(referral));
        assertThat(letterOf(referral).open()).containsOnlyKeys("PrintClinicalLetter");
        isSaidNotToHaveLeft(referral);
        return referral;
    }

    private static Map<String, Object> changedTo(String service) {
        return Map.of(
                "referralOutcome",
                "changed",
                "referralService",
                service,
                "urgency",
                "routine",
                "referralReason",
                REASON);
    }

    private void isSaidNotToHaveLeft(Patient referral) {
        fire(referral, "SendingOverdue");
        referral.submit(
                "CheckSending",
                "coordinator",
                Map.of("referralOutcome", "told-something", "correspondenceOutcome", "failed"));
        run(referral);
        assertThat(state(referral)).isEqualTo("DRAFT");
    }

    private void assertCalledBack(Patient referral) {
        assertThat(rows.queryForList(
                        "select STATE from HR_DISPATCH where TELL = ?", String.class, referral.episodeId()))
                .containsExactly("WITHDRAWN");
        assertThat(letterOf(referral).open()).isEmpty();
    }

    @Test
    void asksTheFormerServiceToStopAndBelievesNothingItSaysOfTheNewOne() {
        var referral = delivered();
        var question = Map.of("service", "harbour-psychology", "note", "Since when?");
        var receipt = tell(referral, "info-needed", question, "its-question")
                .expect(202)
                .json();
        run(referral);
        assertThat(opened(referral, "ReworkReferral", "clinician")
                        .at("/serviceHolder/value")
                        .asText())
                .startsWith("Harbour Psychology Service, ");
        sendTo(referral, "city-cardiology");
        assertThat(referral.open().keySet()).as("not before it has arrived").doesNotContain("AskFormerService");
        post(referral);
        assertThat(state(referral)).isEqualTo("DELIVERED");
        assertThat(tell(referral, "info-needed", question, "its-question")
                        .expect(202)
                        .json())
                .as("told twice, and the referral has gone elsewhere in between")
                .isEqualTo(receipt);
        tell(referral, "info-needed", Map.of("note", "Something else?"), "its-question")
                .expect(409);

        tell(referral, "scheduled", Map.of("appointment", "2031-03-10"));
        assertThat(state(referral)).as("nobody knows who says so").isEqualTo("DELIVERED");
        var asking = opened(referral, "AskReceiver", "coordinator");
        assertThat(asking.at("/serviceToAsk/value").asText()).startsWith("City Heart Centre, ");
        assertThat(asking.at("/serviceBefore/value").asText()).startsWith("Harbour Psychology Service, ");
        assertThat(asking.at("/referralDoubt/value").asText()).isEqualTo("scheduled");
        referral.submit("AskReceiver", "coordinator", Map.of("referralNews", "nothing-new"));

        put(referral, """
                {"resourceType": "Task", "status": "accepted", "intent": "order", "note": [{"text": "On Monday."}],
                 "owner": {"identifier":
                   {"system": "urn:handrail:referral-service", "value": "harbour-psychology"}}}""").expect(202);
        run(referral);
        assertThat(state(referral)).isEqualTo("DELIVERED");
        var decision = opened(referral, "ReworkReferral", "clinician");
        assertThat(decision.at("/referralBack/value").asText())
                .as("the patient may get two appointments")
                .isEqualTo("former-service");
        assertThat(decision.at("/serviceNotes/value").asText())
                .containsSubsequence(
                        "Harbour Psychology Service: Since when?", "Harbour Psychology Service: On Monday.");
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "wait-on"));
        run(referral);
        tell(referral, "accepted", Map.of("service", "city-cardiology"));
        assertThat(state(referral)).isEqualTo("ACCEPTED");

        var stopping = opened(referral, "AskFormerService", "coordinator");
        assertThat(stopping.at("/formerService/value").asText()).isEqualTo("harbour-psychology");
        assertThat(stopping.at("/serviceHolder/value").asText()).startsWith("City Heart Centre, ");
        assertThat(stopping.at("/serviceTelephones/value").asText()).contains("Harbour Psychology Service, 01632");
        referral.submit(
                "AskFormerService",
                "coordinator",
                Map.of("referralOutcome", "goes-on", "formerNote", "She goes there on Monday."));
        assertThat(opened(referral, "SettleFormerService", "clinician")
                        .at("/formerNote/value")
                        .asText())
                .isEqualTo("She goes there on Monday.");
        referral.submit(
                "SettleFormerService",
                "clinician",
                Map.of("referralOutcome", "settled", "formerSettled", "She goes to the heart centre alone."));
        assertThat(referral.open()).isEmpty();
    }

    @Test
    void nobodyStopsAServiceThatHasTheReferralAgain() {
        var referral = delivered();
        documents.keep(patient, "test-result", "image/png", "ecg.png", new byte[] {1, 2, 3}, "coordinator");
        tell(referral, "info-needed", Map.of("note", "Since when?"));
        sendTo(referral, "city-cardiology");
        post(referral);
        referral.submit(
                "AskFormerService",
                "coordinator",
                Map.of("referralOutcome", "goes-on", "formerNote", "They are busy."));
        tell(referral, "info-needed", Map.of("service", "city-cardiology", "note", "Since when?"));
        sendTo(referral, "county-radiology");
        post(referral);
        assertThat(askedToStop(referral)).containsExactly("city-cardiology", "harbour-psychology");
        tell(referral, "info-needed", Map.of("service", "county-radiology", "note", "Why not there?"));

        sendTo(referral, "harbour-psychology");
        assertThat(askedToStop(referral))
                .as("not before it has arrived")
                .containsExactly("city-cardiology", "harbour-psychology");
        post(referral);
        assertThat(state(referral)).isEqualTo("DELIVERED");
        assertThat(askedToStop(referral)).containsExactly("city-cardiology", "county-radiology");
    }

    @Test
    void nobodyStopsAServiceThatHasTheReferralAgainThoughTheLetterCameBack() {
        var referral = delivered();
        tell(referral, "info-needed", Map.of("note", "Since when?"));
        sendTo(referral, "city-cardiology");
        post(referral);
        tell(referral, "rejected", Map.of("service", "city-cardiology", "note", "Not for us."));
        assertThat(opened(referral, "AskFormerService", "coordinator")
                        .at("/serviceHolder/value")
                        .asText())
                .as("no service has it")
                .isEmpty();
        sendTo(referral, "harbour-psychology");
        isSaidNotToHaveLeft(referral);
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "wait-on"));
        run(referral);
        tell(referral, "accepted", Map.of("service", "harbour-psychology"));
        assertThat(referral.open().keySet()).containsExactlyInAnyOrder("AskFormerService", "AskReceiver");
        referral.submit("AskReceiver", "coordinator", Map.of("referralNews", "accepted"));
        run(referral);
        assertThat(state(referral)).isEqualTo("ACCEPTED");
        assertThat(askedToStop(referral)).isEmpty();
    }

    private List<String> askedToStop(Patient referral) {
        return rows.queryForList(
                "select v.TEXT_ from ACT_RU_VARIABLE v join ACT_RU_EXECUTION e on e.ID_ = v.PROC_INST_ID_"
                        + " where v.NAME_ = 'formerService' and e.BUSINESS_KEY_ = ? order by v.TEXT_",
                String.class,
                referral.episodeId());
    }

    @Test
    void keepsWhatComesWhileItIsReworkedAndShowsItToTheClinician() {
        var referral = delivered();
        tell(referral, "info-needed", Map.of("note", "Since when?"));
        tell(referral, "scheduled", Map.of("appointment", "2031-03-10"));
        assertThat(referral.open().keySet()).containsExactly("ReworkReferral");
        assertThat(opened(referral, "ReworkReferral", "clinician")
                        .at("/newsWaiting/value")
                        .asText())
                .startsWith("A service, told on ")
                .endsWith(": scheduled, appointment on 2031-03-10");
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "wait-on"));
        run(referral);
        assertThat(state(referral)).isEqualTo("SCHEDULED");
    }

    @Test
    void isNotSentAgainBeforeAClinicianKnowsWhatCameAfterTheDecision() {
        var referral = delivered();
        tell(referral, "info-needed", Map.of("note", "Since when?"));
        referral.submit("ReworkReferral", "clinician", Map.of("referralOutcome", "changed"));
        run(referral);
        tell(referral, "accepted", Map.of());
        var signOff = signOff(referral);
        signOff.submit("SignItem", "clinician2", Map.of("signOffDecision", "approve"));
        run(signOff);
        run(referral);
        assertThat(sent()).as("the letter of the beginning alone").hasSize(1);
        var shown = opened(referral, "ReworkReferral", "clinician");
        assertThat(shown.at("/referralBack/value").asText()).isEqualTo("news-came");
        assertThat(shown.at("/newsWaiting/value").asText()).endsWith(": accepted");
        sendTo(referral, "harbour-psychology");
        assertThat(sent()).as("now that it is known").hasSize(2);
    }

    @Test
    void isNotSentAgainBeforeAClinicianKnowsWhatCameWhileGapsWereFilled() {
        var referral = delivered();
        tell(referral, "info-needed", Map.of("note", "Since when?"));
        referral.submit("ReworkReferral", "clinician", changedTo("valley-dermatology"));
        run(referral);
        tell(referral, "scheduled", Map.of("appointment", "2031-03-10"));
        assertThat(opened(referral, "FillReferralGaps", "coordinator")
                        .at("/newsWaiting/value")
                        .asText())
                .endsWith(": scheduled, appointment on 2031-03-10");
        documents.keep(patient, "clinical-picture", "image/png", "skin.png", new byte[] {1, 2, 3}, "coordinator");
        referral.submit("FillReferralGaps", "coordinator", Map.of("referralOutcome", "gaps-filled"));
        run(referral);
        sign(referral);
        assertThat(sent()).as("the letter of the beginning alone").hasSize(1);
        var shown = opened(referral, "ReworkReferral", "clinician");
        assertThat(shown.at("/referralBack/value").asText()).isEqualTo("news-came");
        assertThat(shown.at("/newsWaiting/value").asText()).endsWith("appointment on 2031-03-10");
    }

    private void sendTo(Patient referral, String service) {
        referral.submit(
                "ReworkReferral",
                "clinician",
                Map.of("referralOutcome", "changed", "referralService", service, "urgency", "urgent"));
        run(referral);
        var signOff = signOff(referral);
        signOff.submit("SignItem", "clinician2", Map.of("signOffDecision", "approve"));
        run(signOff);
        run(referral);
    }

    @Test
    void takesATelephoneCallLikeAWordOverTheNetwork() {
        var referral = delivered();
        called(referral, "harbour-psychology", "rejected", "We are full.");
        run(referral);
        assertThat(state(referral)).isEqualTo("REJECTED");
        assertThat(opened(referral, "ReworkReferral", "clinician")
                        .at("/serviceNotes/value")
                        .asText())
                .endsWith(", Harbour Psychology Service: We are full.");
    }

    @Test
    void takesTheTaskOfAFhirServer() {
        var referral = delivered();
        var task = """
                {"resourceType": "Task", "status": "rejected", "intent": "order", "note": [{"text": "We are full."}]}""";
        put(referral, task).expect(202);
        run(referral);
        assertThat(state(referral)).isEqualTo("REJECTED");
        put(referral, "{\"resourceType\": \"Patient\"}").expect(400);
        put(referral, "no json").expect(400);
    }

    @Test
    void refusesWhatSaysTooLittleAndWhoMayNotSayIt() {
        var referral = refer("harbour-psychology", "routine");
        tell(referral, "sneezed", Map.of(), key()).expect(400);
        tell(referral, "scheduled", Map.of(), key()).expect(400);
        tell(referral, "scheduled", Map.of("appointment", "next week"), key()).expect(400);
        tell(referral, "rejected", Map.of(), key()).expect(400);
        tell(referral, "rejected", Map.of("note", "x".repeat(ReferralNews.LONGEST_NOTE + 1)), key())
                .expect(400);
        tell(referral, "accepted", Map.of(), "short").expect(400);
        tell(referral, "accepted", Map.of("service", "nowhere"), key()).expect(400);
        for (var person : List.of("manager", "billing", "compliance", "admin", "nurse")) {
            send(person, referral.episodeId(), "{\"event\": \"accepted\"}", key())
                    .expect(403);
        }
        send("reception", UUID.randomUUID().toString(), "{\"event\": \"accepted\"}", key())
                .expect(404);
    }

    @Test
    void isOpenedOnlyByThoseWhoTreatThePatient() {
        var referred = count();
        start("clinician2", "OutboundReferral", reasons("harbour-psychology", "routine"))
                .expect(403);
        start("clinician", "OutboundReferral", with(reasons("harbour-psychology", "routine"), "reference", "0000-0000"))
                .expect(400);
        assertThat(count()).isEqualTo(referred);
        assertThat(careTeams.current("clinician2", patient)).isEmpty();
    }

    @Test
    void keepsTheRecordUntilAClinicianHasClosedIt() {
        assertThat(whyKept()).isNull();
        refer("harbour-psychology", "routine");
        assertThat(whyKept()).contains("a clinician has yet to close it");
    }

    private static String words(byte[] letter) throws IOException {
        try (var pdf = Loader.loadPDF(letter)) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    private String whyKept() {
        return transaction.execute(status -> keepers.whyKept(patient).orElse(null));
    }

    private Long count() {
        return rows.queryForObject(
                "select count(*) from hr_outbound_referral where patient_id = ?", Long.class, patient);
    }

    private Patient signed() {
        var referral = refer("harbour-psychology", "routine");
        run(referral);
        sign(referral);
        return referral;
    }

    private void sign(Patient referral) {
        var signOff = signOff(referral);
        signOff.submit("SignItem", "clinician2", Map.of("signOffDecision", "approve"));
        run(signOff);
        run(referral);
    }

    private void signed(Patient referral, Patient reading) {
        reading.submit("SignItem", "clinician", Map.of("signOffDecision", "approve"));
        run(reading);
        run(referral);
    }

    private List<String> signatures(Patient referral) {
        return rows.queryForList(
                "select STATE from HR_SIGN_OFF where ITEM_ID = ? and KIND = 'referral-report' order by REQUESTED_AT",
                String.class,
                referral.episodeId());
    }

    /** Returns the document that reception has filed under the reference on our letter. */
    private Patient filedUnder(Patient referral) {
        var file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"report.txt\"\r\n\r\nThe report, "
                + UUID.randomUUID() + "\r\n--x--\r\n";
        var reference = http.as("reception")
                .send(
                        "POST",
                        "/api/documents",
                        "multipart/form-data; boundary=x",
                        file.getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .json()
                .get("reference")
                .asText();
        var document = pathways.of(
                rows.queryForObject("select id from hr_intake_document where reference = ?", String.class, reference));
        document.submit(
                "FileDocument",
                "reception",
                Map.of(
                        "documentDecision",
                        "file",
                        "filedUnder",
                        rows.queryForObject(
                                "select reference from hr_outbound_referral where id = ?",
                                String.class,
                                referral.episodeId()),
                        "documentKind",
                        "clinic-letter",
                        "documentSender",
                        "hospital"));
        return document;
    }

    private Patient delivered() {
        var referral = signed();
        post(referral);
        assertThat(state(referral)).isEqualTo("DELIVERED");
        return referral;
    }

    /** No mail server is set up in the tests, so the letter is printed. */
    private void post(Patient referral) {
        var letter = letterOf(referral);
        run(letter);
        letter.submit("PrintClinicalLetter", "nurse", Map.of("correspondenceDecision", "posted"));
        run(letter);
        run(referral);
    }

    private Patient letterOf(Patient referral) {
        return pathways.of(rows.queryForObject(
                "select ID from HR_DISPATCH where TELL = ? order by ASKED_AT desc limit 1",
                String.class,
                referral.episodeId()));
    }

    private Patient refer(String service, String urgency) {
        var started = start("clinician", "OutboundReferral", reasons(service, urgency))
                .expect(200)
                .json();
        return pathways.of(started.get("businessKey").asText());
    }

    private Map<String, Object> reasons(String service, String urgency) {
        return Map.of(
                "reference", episodeReference,
                "referralService", service,
                "urgency", urgency,
                "referralReason", REASON);
    }

    private static Map<String, Object> with(Map<String, Object> values, String key, Object value) {
        var all = new HashMap<>(values);
        all.put(key, value);
        return all;
    }

    private Answer start(String person, String process, Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
        return http.as(person)
                .post(
                        "/engine-rest/process-definition/key/" + process + "/submit-form",
                        Map.of("variables", variables));
    }

    private com.fasterxml.jackson.databind.JsonNode opened(Patient about, String form, String person) {
        var item = "/engine-rest/task/" + about.item(form).getId();
        http.as(person).post(item + "/claim", Map.of("userId", person)).expect(204);
        var shown = http.as(person).get(item + "/form-variables").expect(200).json();
        http.as(person).post(item + "/unclaim", Map.of()).expect(204);
        return shown;
    }

    private void called(Patient referral, String speaker, String news, String words) {
        var said = Map.<String, Object>of(
                "reference", reference(referral), "referralSpeaker", speaker, "referralNews", news, "callNote", words);
        start("reception", "ReceiverCall", said).expect(200);
    }

    private void aWeekPasses(Patient referral) {
        fire(referral, "ReadingLate");
        run(referral);
    }

    private void fire(Patient referral, String timer) {
        engineJobs.executeJob(rows.queryForObject(
                "select j.ID_ from ACT_RU_JOB j join ACT_RU_EXECUTION e on e.ID_ = j.PROCESS_INSTANCE_ID_"
                        + " join ACT_RU_EXECUTION r on r.ID_ = e.ROOT_PROC_INST_ID_"
                        + " where r.BUSINESS_KEY_ = ? and j.HANDLER_CFG_ like ?",
                String.class,
                referral.episodeId(),
                "%" + timer + "%"));
    }

    private Patient signOff(Patient referral) {
        return pathways.of(rows.queryForObject(
                "select ID from HR_SIGN_OFF where ITEM_ID = ? and STATE = 'REQUESTED'",
                String.class,
                referral.episodeId()));
    }

    private void tell(Patient referral, String event, Map<String, String> more) {
        tell(referral, event, more, key()).expect(202);
        run(referral);
    }

    private Answer tell(Patient referral, String event, Map<String, String> more, String key) {
        var body = new StringBuilder("{\"event\": \"" + event + "\"");
        more.forEach((name, value) -> body.append(", \"%s\": \"%s\"".formatted(name, value)));
        return send("reception", referral.episodeId(), body + "}", key);
    }

    private Answer send(String person, String id, String body, String key) {
        return http.as(person)
                .send(
                        "POST",
                        "/api/referrals/" + id + "/events",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("Idempotency-Key", key));
    }

    private Answer put(Patient referral, String task) {
        return http.as("reception")
                .send(
                        "PUT",
                        "/api/referrals/" + referral.episodeId() + "/task",
                        "application/fhir+json",
                        task.getBytes(StandardCharsets.UTF_8),
                        Map.of("Idempotency-Key", key()));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** The messages first, then what they set going. */
    private void run(Patient process) {
        jobs.run();
        process.runJobs();
        jobs.run();
    }

    private List<Document> sent() {
        return documents.of(patient).stream()
                .filter(document -> document.kind().equals("referral-sent"))
                .toList();
    }

    private String state(Patient referral) {
        return rows.queryForObject(
                "select state from hr_outbound_referral where id = ?", String.class, referral.episodeId());
    }

    private boolean open(Patient referral) {
        return rows.queryForObject(
                        "select ended_at from hr_outbound_referral where id = ?", Instant.class, referral.episodeId())
                == null;
    }

    private String reference(Patient referral) {
        return rows.queryForObject(
                "select reference from hr_outbound_referral where id = ?", String.class, referral.episodeId());
    }
}
