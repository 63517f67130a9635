package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.consent.ConsentView.Line;
import care.handrail.consent.Consents;
import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.Performer;
import care.handrail.consent.Use;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Notices, withdrawals and the letter that they stop, from the form to the table; run on each database. */
abstract class WithdrawalInTheClinic {

    private static final List<String> TO_THE_NOTICE = List.of("accepted", "captured", "proven");
    private static final List<String> TO_THE_SUMMARY = List.of("informed", "discharge", "written");

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private Consents consents;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private Http http;

    @Test
    void keepsWhichVersionOfThePrivacyNoticeWasGivenToWhom() {
        var patient = led(TO_THE_NOTICE);
        assertThat(shown(patient, "GivePrivacyNotice").get("noticeText"))
                .asString()
                .startsWith("Version 1 (en)")
                .contains("What we keep");

        patient.answer("informed", Map.of("noticeWay", "read-aloud", "noticeReceiver", "parent"));

        assertThat(history(patient))
                .singleElement()
                .returns("told", Line::kind)
                .returns("direct-care", Line::purpose)
                .returns("PrivacyNotice 1 (en)", Line::text)
                .returns("parent", Line::performer)
                .returns("read-aloud", Line::way)
                .returns("reception", Line::recordedBy);
    }

    @Test
    void takesBackALetterThatWaitsToBePostedAndTellsThePatientWhatStops() {
        var patient = led(TO_THE_NOTICE, TO_THE_SUMMARY, List.of("signed"));
        assertThat(patient.open()).containsOnlyKeys("PostLetter");

        report(patient, "direct-care", "letter");
        patient.submit("ConfirmWithdrawal", "coordinator", Map.of("withdrawalDecision", "confirmed"));

        assertThat(patient.open()).containsOnlyKeys("HandOverLetter", "TellWhatStops");
        assertThat(history(patient).get(0)).returns("deny", Line::kind).returns("letter", Line::channel);
        var told = shown(patient, "TellWhatStops");
        assertThat(told.get("whatStops")).asString().contains("only: letter").contains("Your care record stays");
        assertThat(told).containsEntry("waysRefused", "letter");
        patient.submit("TellWhatStops", "coordinator", Map.of("withdrawalOutcome", "told"));
        assertThat(shown(patient, "HandOverLetter")).containsEntry("waysRefused", "letter");
        patient.submit("HandOverLetter", "reception", Map.of("dischargeOutcome", "sent"));
        assertThat(patient.open()).containsOnlyKeys("CloseRecord");
    }

    @Test
    void postsNoLetterToAPatientWhoSaidNoBefore() {
        var patient = led(TO_THE_NOTICE, TO_THE_SUMMARY);
        consents.deny(
                patientId(patient),
                null,
                new Part("direct-care", "patient", "letter"),
                new Said(Performer.PATIENT, null, "telephone"));

        patient.answer("signed");

        assertThat(patient.open()).containsOnlyKeys("HandOverLetter");
        assertThat(rows.queryForList(
                        "select detail from AUDIT_EVENT where kind = 'USE_REFUSED' and patient_id = ?",
                        String.class,
                        patientId(patient)))
                .containsExactly("purpose=direct-care,recipient=patient,channel=letter");
    }

    @Test
    void leavesTheLetterWhereAnotherThingIsWithdrawn() {
        var patient = led(TO_THE_NOTICE, TO_THE_SUMMARY, List.of("signed"));
        var letter = patient.item("PostLetter").getId();

        report(patient, "reminders", null);
        patient.submit("ConfirmWithdrawal", "coordinator", Map.of("withdrawalDecision", "confirmed"));

        assertThat(patient.item("PostLetter").getId()).isEqualTo(letter);
    }

    @Test
    void stopsNothingForAPatientWhoWasMistakenForAnother() {
        var patient = led(TO_THE_NOTICE, TO_THE_SUMMARY, List.of("signed"));
        report(patient, "direct-care", "letter");
        patient.submit("ConfirmWithdrawal", "coordinator", Map.of("withdrawalDecision", "wrong-patient"));

        assertThat(patient.open()).containsOnlyKeys("PostLetter");
        assertThat(history(patient)).extracting(Line::kind).containsExactly("told");
    }

    @Test
    void allowsAgainOnlyByANewConsentToTheDeclarationInForce() {
        var patient = led(TO_THE_NOTICE, List.of("informed"));
        report(patient, "third-party-sharing", null);
        patient.submit("ConfirmWithdrawal", "coordinator", Map.of("withdrawalDecision", "confirmed"));
        var report = new Use("third-party-sharing", "insurer", "letter");
        assertThat(consents.ask(patientId(patient), report).allowed()).isFalse();

        pathway.begin(
                "ConsentRequest",
                "RequestConsent",
                Map.of("reference", reference(patient), "consentPurpose", "third-party-sharing"));
        assertThat(shown(patient, "AskForConsent").get("declarations"))
                .asString()
                .contains("Sharing with insurers, employers and others - version 1 (en)");
        patient.submit(
                "AskForConsent",
                "reception",
                Map.of(
                        "consentOutcome", "agreed",
                        "consentPerformer", "patient",
                        "consentWay", "in-person",
                        "language", "cy"));

        assertThat(consents.ask(patientId(patient), report).allowed()).isTrue();
        assertThat(history(patient).get(0))
                .returns("permit", Line::kind)
                .returns("ThirdPartySharingConsent 1 (en)", Line::text)
                .returns("reception", Line::recordedBy);
    }

    @Test
    void recordsThatSomebodySaidNoWhenAsked() {
        var patient = led(TO_THE_NOTICE, List.of("informed"));
        pathway.begin(
                "ConsentRequest",
                "RequestConsent",
                Map.of("reference", reference(patient), "consentPurpose", "feedback"));
        patient.submit(
                "AskForConsent",
                "reception",
                Map.of("consentOutcome", "declined", "consentPerformer", "patient", "consentWay", "telephone"));

        assertThat(history(patient).get(0)).returns("deny", Line::kind).returns("feedback", Line::purpose);
        assertThat(consents.ask(patientId(patient), new Use("feedback", "patient", "email"))
                        .allowed())
                .isFalse();
    }

    @Test
    void saysToWhoeverConfirmsThatTheCareItselfCannotBeWithdrawn() {
        var patient = led(TO_THE_NOTICE);
        report(patient, "direct-care", null);
        var item = "/engine-rest/task/" + patient.item("ConfirmWithdrawal").getId();
        http.as("coordinator")
                .post(item + "/claim", Map.of("userId", "coordinator"))
                .expect(204);
        var values = new HashMap<String, Object>();
        Map.of(
                        "consentPurpose", "direct-care",
                        "consentPerformer", "patient",
                        "consentWay", "telephone",
                        "withdrawalDecision", "confirmed")
                .forEach((key, value) -> values.put(key, Map.of("value", value)));

        var refused = http.as("coordinator")
                .post(item + "/submit-form", Map.of("variables", values))
                .expect(400);

        assertThat(refused.body()).contains("care record stays").contains("by which way");
        assertThat(patient.open()).containsKey("ConfirmWithdrawal");
    }

    @SafeVarargs
    private Patient led(List<String>... stretches) {
        var patient = pathway.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        for (var stretch : stretches) {
            stretch.forEach(patient::answer);
        }
        return patient;
    }

    private void report(Patient patient, String purpose, @Nullable String channel) {
        var given = new HashMap<String, Object>(Map.of(
                "reference",
                reference(patient),
                "consentPurpose",
                purpose,
                "consentPerformer",
                "patient",
                "consentWay",
                "telephone"));
        if (channel != null) {
            given.put("consentChannel", channel);
        }
        pathway.begin("ConsentWithdrawal", "ReportWithdrawal", given);
    }

    private String reference(Patient patient) {
        return Objects.requireNonNull(rows.queryForObject(
                "select reference from hr_episode where id = ?", String.class, patient.episodeId()));
    }

    /** Returns what whoever claims the work item sees on its form. */
    private Map<String, Object> shown(Patient patient, String form) {
        var item = "/engine-rest/task/" + patient.item(form).getId();
        var userId = form.equals("TellWhatStops") ? "coordinator" : "reception";
        http.as(userId).post(item + "/claim", Map.of("userId", userId)).expect(204);
        var shown = new HashMap<String, Object>();
        http.as(userId)
                .get(item + "/form-variables")
                .expect(200)
                .json()
                .properties()
                .forEach(variable -> shown.put(
                        variable.getKey(), variable.getValue().get("value").asText()));
        return shown;
    }

    private List<Line> history(Patient patient) {
        return consents.view(patientId(patient), Set.of(patientId(patient))).history();
    }

    private String patientId(Patient patient) {
        return Objects.requireNonNull(rows.queryForObject(
                "select patient_id from hr_episode where id = ?", String.class, patient.episodeId()));
    }
}
