package care.handrail.workbench.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.DataClass;
import care.handrail.consent.Consents;
import care.handrail.consent.Consents.Part;
import care.handrail.consent.Consents.Said;
import care.handrail.consent.Performer;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who sees what of a patient's record, over HTTP and on the page, on whichever database the subclass runs. */
abstract class RecordShowing {

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private Records records;

    @Autowired
    private Consents consents;

    private final String nhsNumber = SomePatient.nhsNumber();
    private SomePatient patient;

    @BeforeEach
    void takeInAnEnquiry() {
        patient = SomePatient.begin(
                pathways,
                rows,
                Map.of(
                        "givenName", "Hedwig",
                        "surname", "Oyelaran",
                        "dateOfBirth", "1984-02-29",
                        "nhsNumber", nhsNumber,
                        "phone", "01632 960321",
                        "enquiryText", "My knee has hurt since Easter."));
    }

    @Test
    void showsReceptionWhoItIsAndHowToReachThemAndNothingClinical() {
        var answer = http.as("reception").get(api()).expect(200);
        assertThat(answer.body()).doesNotContain("knee").contains("01632 960321");
        var banner = answer.json().get("banner");
        assertThat(banner.get("name").asText()).isEqualTo("Hedwig Oyelaran");
        assertThat(banner.get("dateOfBirth").asText()).isEqualTo("29 February 1984");
        assertThat(banner.get("nhsNumber").asText().replace(" ", "")).isEqualTo(nhsNumber);
        var step = answer.json().get("episodes").get(0).get("openSteps").get(0);
        assertThat(step.get("name").asText()).isEqualTo("Review the enquiry");

        var page = http.inBrowser("reception").get(page()).expect(200).body();
        assertThat(page)
                .contains("Hedwig Oyelaran", "29 February 1984", "01632 960321", "Review the enquiry", "– Reception")
                .doesNotContain("knee", "break-glass", "<script");
        assertThat(audited("PATIENT_VIEWED", "ALLOWED", "reception"))
                .containsExactly(
                        "operational,identity,contact,billing basis=-", "operational,identity,contact,billing basis=-");
    }

    @Test
    void answersAClinicianWhoDoesNotTreatThePatientAsIfThereWereNone() {
        var hidden = http.as("clinician").get(api()).expect(404);
        var unknown = http.as("clinician").get("/api/patients/" + Ids.next()).expect(404);
        assertThat(hidden.json().get("detail")).isEqualTo(unknown.json().get("detail"));
        var page = http.inBrowser("clinician").get(page()).expect(404);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("not on their care team").doesNotContain("Oyelaran");
        assertThat(audited("ACCESS_REFUSED", "REFUSED", "clinician")).hasSize(2);
        assertThat(http.as("clinician")
                        .post("/api/patients/search", Map.of("nhsNumber", nhsNumber))
                        .json()
                        .get("patients")
                        .findValuesAsText("patientId"))
                .containsExactly(patient.id());
    }

    @Test
    void keepsNothingOfWhatWasTypedAsAnId() {
        http.as("clinician").get("/api/patients/Oyelaran-typed-as-an-id").expect(404);
        assertThat(rows.queryForObject(
                        "select count(*) from AUDIT_EVENT where PATIENT_ID like '%typed-as%' or OBJECT like '%typed-as%'",
                        Long.class))
                .isZero();
    }

    @Test
    void showsWhoTreatsThePatientWhatWasRecordedByWhomAndWhen() {
        var basis = careTeams.begin(
                patient.id(),
                "clinician",
                Reason.NAMED,
                "test-" + Ids.next(),
                patient.pathway().episodeId(),
                null);
        var answer = http.as("clinician").get(api()).expect(200);
        var encounter = answer.json().get("encounters").get(0);
        assertThat(encounter.get("form").asText()).isEqualTo("StartEnquiry");
        assertThat(encounter.get("author").asText()).isEqualTo("reception");
        assertThat(encounter.get("roles").get(0).asText()).isEqualTo("Reception");
        assertThat(Instant.parse(encounter.get("recordedAt").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(encounter.get("facts").toString())
                .contains("Why they ask, in their own words", "My knee has hurt since Easter.");
        assertThat(answer.json().get("banner").get("basis").asText()).isEqualTo("named");
        assertThat(audited("PATIENT_VIEWED", "ALLOWED", "clinician"))
                .containsExactly("operational,identity,contact,clinical basis=" + basis);
        assertThat(http.as("clinician2").get(api()).status()).isEqualTo(404);
    }

    @Test
    void showsAnAmendmentAsOneWithWhatStoodThereBefore() {
        var entry = records.entries(patient.pathway().episodeId(), Set.of(DataClass.CONTACT)).stream()
                .filter(one -> one.values().containsKey("phone"))
                .findFirst()
                .orElseThrow();
        records.amend(entry.id(), 1, Map.of("phone", "01632 960999"), "Two digits were exchanged.", "coordinator");
        var answer = http.as("reception").get(api()).expect(200).json();
        assertThat(answer.get("contact").findValuesAsText("value")).contains("01632 960999");
        var amendment = answer.get("encounters").get(0).get("amendments").get(0);
        assertThat(amendment.get("author").asText()).isEqualTo("coordinator");
        assertThat(amendment.get("reason").asText()).isEqualTo("Two digits were exchanged.");
        assertThat(amendment.get("before").findValuesAsText("value")).containsExactly("01632 960321");
        assertThat(http.inBrowser("reception").get(page()).body())
                .contains("Two digits were exchanged.", "It said before:", "01632 960321");
    }

    @Test
    void saysWhatThePatientsDataMayBeUsedFor() {
        var said = new Said(Performer.PATIENT, null, "in-person");
        consents.deny(patient.id(), null, new Part("direct-care", null, "letter"), said);
        consents.deny(patient.id(), null, new Part("feedback", null, null), said);
        consents.permitInForce(patient.id(), null, new Part("research", null, null), "en", said);

        var page = http.inBrowser("reception").get(page()).expect(200).body().replaceAll("\\s*<[^>]*>\\s*", "|");

        assertThat(page)
                .containsPattern("Direct care\\|+Allowed without consent, except for what is refused here\\.\\|+"
                        + "No to letter\\. Said by the patient, in person, on ")
                .containsPattern("Asking for feedback\\|+Refused\\. Do not do it\\.\\|+No\\. Said by the patient")
                .containsPattern("Research\\|+Agreed\\.\\|+Yes\\. Said by the patient")
                .containsPattern("Self-service on the web\\|+Not agreed\\. Ask for consent first\\.")
                .containsPattern("Duties by law\\|+Allowed; it needs no consent\\.");
        assertThat(audited("CONSENTS_VIEWED", "ALLOWED", "reception")).hasSize(1);
    }

    @Test
    void saysNothingOfConsentsToWhomTheMatrixDoesNotOpenContact() {
        careTeams.begin(patient.id(), "billing", Reason.NAMED, "test-" + Ids.next(), null, null);
        assertThat(http.as("billing").get(api()).expect(200).json().get("consents"))
                .isEmpty();
        assertThat(http.inBrowser("billing").get(page()).expect(200).body()).doesNotContain("may be used for");
    }

    @Test
    void saysInTheBannerThatTheRecordIsOpenUnderBreakGlassAndUntilWhen() {
        var source = "test-" + Ids.next();
        var until = Instant.now().plusSeconds(600);
        careTeams.begin(patient.id(), "nurse", Reason.BREAK_GLASS, source, null, until);
        var banner = http.as("nurse").get(api()).expect(200).json().get("banner");
        assertThat(banner.get("basis").asText()).isEqualTo("break-glass");
        assertThat(Instant.parse(banner.get("until").asText())).isBetween(until.minusSeconds(1), until.plusSeconds(1));
        assertThat(http.inBrowser("nurse").get(page()).body()).contains("Opened under break-glass");
        assertThat(rows.queryForList(
                        "select PURPOSE from AUDIT_EVENT where KIND = 'PATIENT_VIEWED' and PATIENT_ID = ?",
                        String.class,
                        patient.id()))
                .containsOnly("ETREAT");
        careTeams.end("nurse", source, End.CLOSED);
        http.as("nurse").get(api()).expect(404);
    }

    @Test
    void showsNothingToRolesThatSeeNoPatient() {
        for (var person : List.of("manager", "billing", "compliance", "governance", "admin")) {
            http.as(person).get(api()).expect(404);
            http.inBrowser(person).get(page()).expect(404);
        }
    }

    @Test
    void saysThatARecordCannotBeReadInsteadOfShowingAPart() {
        rows.update(
                "update RECORD_ENTRY set AUTHOR = 'somebody' where PATIENT_ID = ? and DATA_CLASS = 'contact'",
                patient.id());
        assertThat(http.inBrowser("reception").get(page()).expect(500).body())
                .contains("cannot be read")
                .doesNotContain("Oyelaran");
        http.as("reception").get(api()).expect(500);
        assertThat(audited("RECORD_UNREADABLE", "REFUSED", "reception")).hasSize(2);
        var found = http.as("reception")
                .post("/api/patients/search", Map.of("nhsNumber", nhsNumber))
                .expect(200)
                .json();
        assertThat(found.get("patients").get(0).get("name").isNull()).isTrue();
    }

    private String api() {
        return "/api/patients/" + patient.id();
    }

    private String page() {
        return "/patients/" + patient.id();
    }

    private List<String> audited(String kind, String outcome, String userId) {
        return rows
                .queryForList(
                        "select DETAIL, BASIS from AUDIT_EVENT where KIND = ? and OUTCOME = ? and USER_ID = ?"
                                + " and PATIENT_ID = ? order by EVENT_NO",
                        kind,
                        outcome,
                        userId,
                        patient.id())
                .stream()
                .map(row -> row.get("DETAIL") + " basis=" + Objects.requireNonNullElse(row.get("BASIS"), "-"))
                .toList();
    }
}
