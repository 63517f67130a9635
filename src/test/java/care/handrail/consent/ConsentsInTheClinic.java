package care.handrail.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareTeams;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.Consents.Version;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.patients.Patients;
import care.handrail.shared.Ids;
import care.handrail.testing.EngineClock;
import care.handrail.testing.Http;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who agreed to what, and what may be done; run on each database. */
abstract class ConsentsInTheClinic {

    private static final Use REPORT = new Use("third-party-sharing", "insurer", "letter");
    private static final Use LETTER = new Use("direct-care", "patient", "letter");
    private static final Part SHARING = new Part("third-party-sharing", null, null);
    private static final Version DECLARATION = new Version("ThirdPartySharingConsent", 1, "en");
    private static final Said SAYS = new Said(Performer.PATIENT, null, "in-person");

    @Autowired
    private Consents consents;

    @Autowired
    private Patients patients;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private LetterStore letters;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private Http http;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void onAFridayInNovember() {
        EngineClock.set(Instant.parse("2026-11-20T09:00:00Z"));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("reception", "", "ROLE_" + Role.RECEPTION.group()));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
        EngineClock.reset();
    }

    @Test
    void keepsWhoAgreedToWhichVersionAndNeverOverwritesIt() {
        var patient = born("1980-01-02");
        var agreed = consents.permit(patient, null, SHARING, DECLARATION, SAYS);
        assertThat(consents.ask(patient, REPORT)).isEqualTo(answer(true, agreed, "The patient has agreed"));

        var withdrawn = consents.deny(patient, null, SHARING, SAYS);
        assertThat(consents.ask(patient, REPORT)).isEqualTo(answer(false, withdrawn, "The patient does not want"));

        var again = consents.permit(patient, null, SHARING, DECLARATION, SAYS);
        assertThat(consents.ask(patient, REPORT)).isEqualTo(answer(true, again, "The patient has agreed"));

        var view = consents.view(patient, Set.of(patient));
        assertThat(view.history()).extracting(ConsentView.Line::id).containsExactly(again, withdrawn, agreed);
        assertThat(view.history().get(2))
                .returns("ThirdPartySharingConsent 1 (en)", ConsentView.Line::text)
                .returns("reception", ConsentView.Line::recordedBy)
                .returns(Instant.parse("2026-11-20T09:00:00Z"), ConsentView.Line::recordedAt)
                .satisfies(line -> assertThat(line.textHash())
                        .isEqualTo(rows.queryForObject(
                                "select text_hash from hr_consent_text where text_id = 'ThirdPartySharingConsent'",
                                String.class)));
        assertThat(audited(patient))
                .containsExactly("CONSENT_GIVEN", "CONSENT_WITHDRAWN", "USE_REFUSED", "CONSENT_GIVEN");
    }

    @Test
    void keepsTheRefusalInTheTrailWhenWhoeverAskedRollsBack() {
        var patient = patients.open();
        assertThatThrownBy(() -> inTransaction(() -> {
                    assertThat(consents.ask(patient, REPORT).allowed()).isFalse();
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(rows.queryForList(
                        "select detail from AUDIT_EVENT where patient_id = ? and outcome = 'REFUSED'",
                        String.class,
                        patient))
                .containsExactly("purpose=third-party-sharing,recipient=insurer,channel=letter");
    }

    @Test
    void writesNothingIntoTheTrailThatTheListOfPurposesDoesNotKnow() {
        var patient = patients.open();
        consents.ask(patient, new Use("direct-care", "Mrs Marked", "Marked street"));
        consents.ask(patient, new Use("Marked", "patient", "letter"));
        assertThat(rows.queryForList(
                        "select detail from AUDIT_EVENT where patient_id = ? order by event_no", String.class, patient))
                .containsExactly("purpose=direct-care,recipient=unknown,channel=unknown", "purpose=unknown");
    }

    @Test
    void letsAChildAgreeOnlyWhenFoundAbleToDecide() {
        var child = born("2012-01-02");
        assertThatThrownBy(() -> consents.permit(child, null, SHARING, DECLARATION, SAYS))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("younger than 16")
                .hasMessageContaining("parent or guardian");
        consents.permit(
                child, null, SHARING, DECLARATION, new Said(Performer.PATIENT, "competence-assessed", "in-person"));
        assertThat(consents.ask(child, REPORT).allowed()).isTrue();
    }

    @Test
    void countsAParentsConsentNoLongerOnceTheChildDecidesAlone() {
        var child = born("2010-11-21");
        consents.permit(
                child, null, SHARING, DECLARATION, new Said(Performer.PARENT, "parental-responsibility", "in-person"));
        assertThat(consents.ask(child, REPORT).allowed()).isTrue();

        EngineClock.set(Instant.parse("2026-11-21T09:00:00Z"));
        assertThat(consents.ask(child, REPORT).allowed()).isFalse();
    }

    @Test
    void refusesAConsentBySomebodyWithoutAuthority() {
        var patient = born("1980-01-02");
        assertThatThrownBy(() -> consents.permit(
                        patient, null, SHARING, DECLARATION, new Said(Performer.ATTORNEY, null, "telephone")))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("power-of-attorney");
        assertThatThrownBy(() -> consents.deny(patient, null, SHARING, new Said(Performer.GUARDIAN, null, "telephone")))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("court-order");
        assertThat(consents.view(patient, Set.of(patient)).history()).isEmpty();
    }

    @Test
    void refusesAConsentToAnotherTextThanThePurposes() {
        var patient = born("1980-01-02");
        for (var version : new Version[] {
            new Version("ResearchConsent", 1, "en"),
            new Version("PrivacyNotice", 1, "en"),
            new Version("ThirdPartySharingConsent", 2, "en"),
            null
        }) {
            assertThatThrownBy(() -> consents.permit(patient, null, SHARING, version, SAYS))
                    .isInstanceOf(InvalidFormException.class)
                    .hasMessageContaining("which version");
        }
    }

    @Test
    void keepsTheCareRecordWhatEverIsWithdrawn() {
        var patient = patients.open();
        assertThatThrownBy(() -> consents.deny(patient, null, new Part("direct-care", null, null), SAYS))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("care record stays");
        assertThatThrownBy(() -> consents.deny(patient, null, new Part("legal-duty", null, null), SAYS))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("nobody can say no");
        assertThatThrownBy(() -> consents.deny(patient, null, new Part("direct-care", "insurer", null), SAYS))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("recipients");
        consents.deny(patient, null, new Part("direct-care", null, "letter"), SAYS);
        assertThat(consents.ask(patient, LETTER).allowed()).isFalse();
        assertThat(consents.ask(patient, new Use("direct-care", "patient", "telephone"))
                        .allowed())
                .isTrue();
        assertThat(consents.waysRefused(patient)).containsExactly("letter");
    }

    @Test
    void heedsWhatWasSaidUnderAnotherRegistrationOfTheSamePerson() {
        var one = patients.open();
        var other = patients.open();
        consents.deny(one, null, new Part("reminders", null, null), SAYS);
        var remind = new Use("reminders", "patient", "email");
        assertThat(consents.ask(other, remind).allowed()).isTrue();

        samePerson(one, other);
        assertThat(consents.ask(other, remind).allowed()).isFalse();
    }

    @Test
    void showsWhatWasSaidUnderAnotherRegistrationOnlyToWhomThatIsOpenAndRecordsEach() {
        var one = patients.open();
        var other = patients.open();
        samePerson(one, other);
        consents.deny(one, null, new Part("reminders", null, null), SAYS);

        var all = http.as("coordinator")
                .get("/api/patients/" + other + "/consents")
                .expect(200)
                .json();
        assertThat(all.at("/history/0/patientId").asText()).isEqualTo(one);
        assertThat(standing(all, "reminders").get("alsoElsewhere").asBoolean()).isFalse();
        assertThat(viewed(one)).containsExactly("coordinator -");
        assertThat(viewed(other)).containsExactly("coordinator -");

        var basis = careTeams.begin(other, "nurse", CareRelationship.Reason.NAMED, "test-" + other, null, null);
        var own = http.as("nurse")
                .get("/api/patients/" + other + "/consents")
                .expect(200)
                .json();
        assertThat(own.get("history")).isEmpty();
        assertThat(standing(own, "reminders").get("state").asText()).isEqualTo("refused");
        assertThat(standing(own, "reminders").get("inForce")).isEmpty();
        assertThat(standing(own, "reminders").get("alsoElsewhere").asBoolean()).isTrue();
        assertThat(viewed(one)).containsExactly("coordinator -");
        assertThat(viewed(other)).containsExactly("coordinator -", "nurse " + basis);
    }

    @Test
    void keepsByWhichCareRelationshipAConsentWasRecorded() {
        var patient = born("1980-01-02");
        var basis = careTeams.begin(patient, "clinician", CareRelationship.Reason.NAMED, "test-" + patient, null, null);
        http.as("clinician")
                .post(
                        "/api/patients/" + patient + "/consents",
                        Map.of(
                                "purpose",
                                "research",
                                "text",
                                Map.of("id", "ResearchConsent", "version", 1, "language", "en"),
                                "performer",
                                "patient",
                                "way",
                                "in-person"))
                .expect(201);
        assertThat(rows.queryForList(
                        "select concat(kind, ' ', basis) from AUDIT_EVENT where patient_id = ? order by event_no",
                        String.class,
                        patient))
                .containsExactly("CONSENT_GIVEN " + basis, "CONSENTS_VIEWED " + basis);
    }

    private List<String> viewed(String patient) {
        return rows.queryForList(
                "select concat(user_id, ' ', coalesce(basis, '-')) from AUDIT_EVENT where patient_id = ?"
                        + " and kind = 'CONSENTS_VIEWED' order by event_no",
                String.class,
                patient);
    }

    private static JsonNode standing(JsonNode consents, String purpose) {
        return StreamSupport.stream(consents.get("standing").spliterator(), false)
                .filter(one -> one.get("purpose").asText().equals(purpose))
                .findFirst()
                .orElseThrow();
    }

    private void samePerson(String one, String other) {
        rows.update(
                "insert into hr_possible_duplicate (id, episode_id, patient_id, candidate_id, place, bits, grade,"
                        + " found_at, decision, decided_by, decided_at, version)"
                        + " values (?, ?, ?, ?, 1, 30, 'PROBABLE', current_timestamp, 'SAME_PERSON', 'coordinator',"
                        + " current_timestamp, 0)",
                Ids.next(),
                Ids.next(),
                other,
                one);
    }

    @Test
    void showsAndRecordsConsentsOverHttp() {
        var patient = born("1980-01-02");
        var path = "/api/patients/" + patient + "/consents";
        var agrees = new HashMap<String, Object>(Map.of(
                "purpose", "research",
                "text", Map.of("id", "ResearchConsent", "version", 1, "language", "en"),
                "performer", "patient",
                "way", "in-person"));

        assertThat(http.as("reception")
                        .post(path, agrees)
                        .expect(201)
                        .json()
                        .at("/history/0/recordedBy")
                        .asText())
                .isEqualTo("reception");
        var shown = http.as("coordinator").get(path).expect(200).json();
        assertThat(shown.get("standing").findValuesAsText("purpose")).contains("research", "direct-care");
        shown.get("standing").forEach(standing -> {
            if (standing.get("purpose").asText().equals("research")) {
                assertThat(standing.get("state").asText()).isEqualTo("agreed");
            }
            if (standing.get("purpose").asText().equals("self-service")) {
                assertThat(standing.get("state").asText()).isEqualTo("not-agreed");
            }
            if (standing.get("purpose").asText().equals("direct-care")) {
                assertThat(standing.get("state").asText()).isEqualTo("allowed-by-law");
            }
        });
        for (var wrong : List.of("purpose", "performer", "way", "authority", "recipient", "channel")) {
            var broken = new HashMap<>(agrees);
            broken.put(wrong, "nonsense");
            http.as("reception").post(path, broken).expect(400);
        }
        http.as("reception").get("/api/patients/" + Ids.next() + "/consents").expect(404);
        assertThat(audited(patient)).contains("CONSENT_GIVEN", "CONSENTS_VIEWED");
    }

    @Test
    void showsACliniciansPatientsOnlyAndNobodyElseAny() {
        var patient = patients.open();
        var path = "/api/patients/" + patient + "/consents";
        for (var person : List.of("billing", "admin", "governance", "manager", "compliance")) {
            http.as(person).get(path).expect(403);
        }
        http.as("clinician").get(path).expect(404);
        http.asNobody().get(path).expect(401);
        assertThat(audited(patient)).hasSize(6).containsOnly("ACCESS_REFUSED");

        inTransaction(() -> careTeams.begin(patient, "clinician", CareRelationship.Reason.NAMED, "test", null, null));
        http.as("clinician").get(path).expect(200);
        http.as("nurse").get(path).expect(404);
    }

    private static Answer answer(boolean allowed, String consent, String sentence) {
        return new Answer(
                allowed,
                "consent:" + consent,
                sentence
                        + (allowed
                                ? " (Sharing with insurers, employers and others)."
                                : " this (Sharing with insurers, employers and others). Only a new consent that names the"
                                        + " same changes that."));
    }

    private String born(String date) {
        var patient = patients.open();
        inTransaction(() -> letters.write(
                new LetterKey(patient, Ids.next(), "CaptureDetails", Ids.next()),
                Map.of(DataClass.IDENTITY, Map.of("dateOfBirth", date)),
                "reception"));
        return patient;
    }

    private List<String> audited(String patient) {
        return rows.queryForList(
                "select kind from AUDIT_EVENT where patient_id = ? order by event_no", String.class, patient);
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
