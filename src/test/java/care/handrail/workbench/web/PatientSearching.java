package care.handrail.workbench.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Staff look for a patient, over HTTP and on the page, on whichever database the subclass runs. */
abstract class PatientSearching {

    private static final String SEARCH = "/api/patients/search";

    private static final List<String> WHO_MAY_NOT = List.of("manager", "billing", "compliance", "governance", "admin");

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private JdbcTemplate rows;

    @Test
    void findsAPatientByEachFieldAsPeopleSayIt() {
        var nhsNumber = SomePatient.nhsNumber();
        var patient = begin(Map.of(
                "givenName", "Perpetua",
                "surname", "Marjoribanks",
                "dateOfBirth", "1951-11-23",
                "nhsNumber", nhsNumber,
                "phone", "07700 900417"));
        assertThat(found(Map.of("surname", "marjorybanks"))).contains(patient.id());
        assertThat(found(Map.of("surname", "Marjoribanks", "givenName", "P."))).contains(patient.id());
        assertThat(found(Map.of("surname", "Perpetua", "givenName", "Marjoribanks")))
                .contains(patient.id());
        assertThat(found(Map.of("dateOfBirth", "1951-11-23"))).contains(patient.id());
        assertThat(found(Map.of("phone", "+44 7700 900417"))).contains(patient.id());
        assertThat(found(Map.of("nhsNumber", nhsNumber.substring(0, 3) + " " + nhsNumber.substring(3))))
                .containsExactly(patient.id());
    }

    @Test
    void asksForEverythingThatIsFilledInToFit() {
        var nhsNumber = SomePatient.nhsNumber();
        var patient = begin(Map.of(
                "givenName", "Wilfreda",
                "surname", "Cholmondeley",
                "dateOfBirth", "1949-03-08",
                "nhsNumber", nhsNumber));
        assertThat(found(Map.of("surname", "Cholmondeley", "nhsNumber", nhsNumber)))
                .containsExactly(patient.id());
        assertThat(found(Map.of("surname", "Okonkwo", "nhsNumber", nhsNumber))).isEmpty();
        assertThat(found(Map.of("surname", "Cholmondeley", "dateOfBirth", "1949-03-08")))
                .contains(patient.id());
        assertThat(found(Map.of("surname", "Cholmondeley", "dateOfBirth", "1949-08-03")))
                .doesNotContain(patient.id());
    }

    @Test
    void offersWhoComesNearWhenNobodyHasTheName() {
        var patient = begin(Map.of("givenName", "Catriona", "surname", "Wriothesley", "dateOfBirth", "1946-03-08"));
        var answer = search("reception", Map.of("givenName", "Katriona", "surname", "Wriothesley"));
        assertThat(answer.get("nearly").asBoolean()).isTrue();
        assertThat(ids(answer)).contains(patient.id());

        var slip = Map.of("givenName", "Catriona", "surname", "Wriothesley", "dateOfBirth", "1946-08-03");
        assertThat(search("reception", slip).get("nearly").asBoolean()).isTrue();
        assertThat(found(slip)).contains(patient.id());
    }

    @Test
    void tellsReceptionPatientsApartAndShowsAClinicianWhoDoesNotTreatThemTheNameAndTheYear() {
        var nhsNumber = SomePatient.nhsNumber();
        begin(Map.of(
                "givenName", "Euphemia",
                "surname", "Featherstonehaugh",
                "dateOfBirth", "1938-07-02",
                "nhsNumber", nhsNumber,
                "postcode", "ZZ99 3WX"));
        var reception = only(search("reception", Map.of("nhsNumber", nhsNumber)));
        assertThat(reception.get("name").asText()).isEqualTo("Euphemia Featherstonehaugh");
        assertThat(reception.get("dateOfBirth").asText()).isEqualTo("1938-07-02");
        assertThat(reception.get("postcode").asText()).isEqualTo("ZZ99 3WX");
        assertThat(reception.get("opens").asBoolean()).isTrue();

        var clinician = only(search("clinician", Map.of("nhsNumber", nhsNumber)));
        assertThat(clinician.get("name").asText()).isEqualTo("Euphemia Featherstonehaugh");
        assertThat(clinician.get("yearOfBirth").asInt()).isEqualTo(1938);
        assertThat(clinician.get("same").findValuesAsText("")).isEmpty();
        assertThat(clinician.get("same").get(0).asText()).isEqualTo("NHS number");
        assertThat(clinician.get("opens").asBoolean()).isFalse();
        for (var hidden : List.of("dateOfBirth", "nhsNumber", "postcode")) {
            assertThat(clinician.get(hidden).isNull()).as(hidden).isTrue();
        }
    }

    @Test
    void isRefusedToRolesThatNeedNotKnowWhoIsAPatientAndRecordsThat() {
        for (var person : WHO_MAY_NOT) {
            long before = refusals(person);
            assertThat(detail(http.as(person)
                            .post(SEARCH, Map.of("surname", "Smith"))
                            .expect(403)))
                    .isEqualTo("Only reception, care coordination and clinicians search for patients.");
            assertThat(refusals(person)).isEqualTo(before + 1);
        }
    }

    @Test
    void saysInASentenceWhatCannotBeSearchedBy() {
        refuses(Map.of(), "surname", "at least one");
        refuses(Map.of("givenName", "Ann"), "surname", "given name alone");
        refuses(Map.of("dateOfBirth", "1985-02-29"), "dateOfBirth", "not a day of the calendar");
        refuses(Map.of("dateOfBirth", "2999-01-01"), "dateOfBirth", "in the future");
        refuses(Map.of("nhsNumber", "9990000019"), "nhsNumber", "check digit");
        refuses(Map.of("phone", "12345"), "phone", "at least 6 digits");
        refuses(Map.of("surname", "*"), "surname", "A name has letters");
        refuses(Map.of("surname", "x".repeat(101)), "surname", "too long");
        http.as("reception").post(SEARCH, "no json").expect(400);
    }

    @Test
    void findsNobodyWithoutComplaint() {
        var answer = search("reception", Map.of("nhsNumber", SomePatient.nhsNumber()));
        assertThat(answer.get("patients")).isEmpty();
        assertThat(answer.get("more").asInt()).isZero();
    }

    @Test
    void showsOnePageAndCountsTheRest() {
        for (int i = 0; i < 22; i++) {
            http.as("reception")
                    .post(
                            "/api/enquiries",
                            Map.of(
                                    "source", "patient",
                                    "sourceReference", UUID.randomUUID().toString(),
                                    "site", "north",
                                    "serviceLine", "general-practice",
                                    "givenName", "Bartholomew",
                                    "surname", "Zelenkova",
                                    "dateOfBirth", "19%02d-05-06".formatted(40 + i),
                                    "postcode", "ZZ99 1AA"))
                    .expect(201);
        }
        var answer = search("reception", Map.of("surname", "Zelenkova", "givenName", "Bartholomew"));
        assertThat(answer.get("patients")).hasSize(20);
        assertThat(answer.get("more").asInt()).isEqualTo(2);
        assertThat(answer.get("moreThanThat").asBoolean()).isFalse();
        var page = searchOnPage("reception", "surname=Zelenkova&givenName=Bartholomew");
        assertThat(page.body()).contains("20 patients fit, and more do", "2 other patients are not shown");
    }

    @Test
    void recordsTheSearchAndEachPatientShownButNeverWhatWasLookedFor() {
        var patient = begin(Map.of("givenName", "Ottoline", "surname", "Abercrombie", "dateOfBirth", "1944-04-05"));
        long before = lastEvent();
        search("coordinator", Map.of("surname", "Abercrombie", "dateOfBirth", "1944-04-05"));
        assertThat(rows.queryForList(
                        "select concat(KIND, ' ', USER_ID, ' ', coalesce(PATIENT_ID, '-'), ' ', coalesce(DETAIL, '-'))"
                                + " from AUDIT_EVENT where EVENT_NO > ? order by EVENT_NO",
                        String.class,
                        before))
                .containsExactly(
                        "PATIENT_SEARCHED coordinator - by=dateOfBirth,surname found=1 shown=1",
                        "PATIENT_FOUND coordinator " + patient.id() + " identity,contact,minimal-identity");
    }

    @Test
    void takesNothingPersonalInAnAddress() {
        for (var path : List.of(SEARCH + "?surname=Abercrombie", "/api/patients?surname=Abercrombie")) {
            http.as("reception").get(path).expect(404);
        }
    }

    @Test
    void showsAPageThatEscapesWhatWasTypedAndRecorded() {
        var name = "Zora<b>&\"Quill";
        var patient = begin(Map.of("givenName", "Ida", "surname", name));
        var page = searchOnPage("reception", "surname=" + encoded(name) + "&givenName=Ida")
                .expect(200);
        assertThat(page.body())
                .contains("href=\"/patients/" + patient.id() + "\"")
                .contains("Ida Zora&lt;b&gt;&amp;&quot;Quill")
                .doesNotContain("Zora<b>");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    void saysOnThePageAtTheFieldWhatIsWrong() {
        var page = searchOnPage("reception", "surname=Lee&day=31&month=2&year=1984&nhsNumber=123")
                .expect(400);
        assertThat(page.body())
                .contains("There is a problem")
                .contains("check day, month and year")
                .contains("An NHS number has 10 digits")
                .contains("value=\"Lee\"")
                .contains("aria-describedby=\"nhsNumber-problem\"");
        assertThat(searchOnPage("reception", "day=first").expect(400).body()).contains("check day, month and year");
        assertThat(searchOnPage("reception", "nhsNumber=" + SomePatient.nhsNumber())
                        .expect(200)
                        .body())
                .contains("Nobody fits");
    }

    @Test
    void warnsOnThePageOfTwoWhoLookTheSame() {
        for (int i = 0; i < 2; i++) {
            begin(Map.of("givenName", "Leocadia", "surname", "Ponsonby", "dateOfBirth", "1950-0" + (i + 1) + "-17"));
        }
        assertThat(searchOnPage("reception", "surname=Ponsonby&givenName=Leocadia")
                        .body())
                .contains("the same name and year of birth");
    }

    @Test
    void opensThePageOnlyToWhoeverMaySearch() {
        for (var person : WHO_MAY_NOT) {
            var browser = http.inBrowser(person);
            assertThat(browser.get("/patients/search").expect(403).body()).contains("search for patients");
            assertThat(browser.get("/").body()).doesNotContain("Find a patient");
        }
        assertThat(http.inBrowser("nurse").get("/").body()).contains("href=\"/patients/search\"");
        http.asNobody().get("/patients/search").expect(302);
    }

    private SomePatient begin(Map<String, String> given) {
        return SomePatient.begin(pathways, rows, given);
    }

    private JsonNode search(String person, Map<String, String> asked) {
        return http.as(person).post(SEARCH, asked).expect(200).json();
    }

    private List<String> found(Map<String, String> asked) {
        return ids(search("reception", asked));
    }

    private static List<String> ids(JsonNode answer) {
        return answer.get("patients").findValuesAsText("patientId");
    }

    private static JsonNode only(JsonNode answer) {
        assertThat(answer.get("patients")).hasSize(1);
        return answer.get("patients").get(0);
    }

    private void refuses(Map<String, String> asked, String field, String words) {
        var problem = http.as("reception").post(SEARCH, asked).expect(400).json();
        assertThat(problem.get("fields").get(field).asText()).contains(words);
    }

    private Answer searchOnPage(String person, String fields) {
        var browser = http.inBrowser(person);
        var token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"")
                .matcher(browser.get("/patients/search").expect(200).body());
        assertThat(token.find()).isTrue();
        return browser.send(
                "POST",
                "/patients/search",
                "application/x-www-form-urlencoded",
                (fields + "&_csrf=" + encoded(token.group(1))).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String detail(Answer problem) {
        return problem.json().get("detail").asText();
    }

    private long refusals(String userId) {
        return count("KIND = 'ACCESS_REFUSED' and OBJECT = 'verb:PATIENT_SEARCHED' and USER_ID = ?", userId);
    }

    private long lastEvent() {
        return Objects.requireNonNull(rows.queryForObject("select max(EVENT_NO) from AUDIT_EVENT", Long.class));
    }

    private long count(String where, Object... arguments) {
        return Objects.requireNonNull(
                rows.queryForObject("select count(*) from AUDIT_EVENT where " + where, Long.class, arguments));
    }
}
