package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.testing.DueJobs;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A result that names one patient's order and another patient's demographics, from its arrival until the patient was told. */
@HandrailTest
class ResultJourneyTests {

    private static final String NOTE = "The laboratory found that the request was another one.";
    private static final String UNDERSTOOD = "Knows that the iron is low, takes tablets for three months.";

    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private CareTeams careTeams;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private JdbcTemplate rows;

    @BeforeAll
    static void openTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void isFoundByTwoPeopleReviewedByTheClinicianWhoOrderedItAndTold() {
        var patient = register("Rosalind", "Featherstone", "1957-03-14");
        register("Rosamund", "Fetherston", "1957-03-15");
        try (var desks = new Desks(chromium, http)) {
            var clinician = desks.of("clinician");
            clinician.atTasklist();
            clinician.beginProcess("Test ordered");
            clinician.fill("Reference of an episode of the patient", patient.reference());
            clinician.choose("What kind of test?", "A laboratory test");
            clinician.fill("What is to be tested, and why?", "Ferritin: tired since summer.");
            clinician.fillDay(
                    "Day by which the result is expected",
                    LocalDate.now().plusDays(9).format(TYPED));
            clinician.start();
            var number = rows.queryForObject(
                    "select number from hr_test_order where patient_id = ?", String.class, patient.id());

            var result = arrive(number, "Rosamund", "Fetherston", "1957-03-15");

            var coordinator = desks.of("coordinator");
            coordinator.atTasklist();
            coordinator.openQueue("Queue: Care coordination");
            coordinator.open(result.item("SettleResult").getId());
            coordinator.page().locator("[ng-click='claim()']").click();
            assertThat(coordinator.field("Who it could be").locator("textarea"))
                    .hasValue(Pattern.compile(
                            "Candidate 1: Rosalind Featherstone[\\s\\S]*Candidate 2: Rosamund Fetherston"));
            assertThat(coordinator.page().content()).doesNotContain("9 ug/l");
            coordinator.choose("What do you do?", "It is the result of candidate 1");
            coordinator.fill("What did you check, and with whom?", NOTE);
            coordinator.shot("quarantine");
            coordinator.complete();
            jobs.run();

            var colleague = desks.of("coordinator2");
            colleague.atTasklist();
            colleague.open(result.item("ConfirmSettlement").getId());
            colleague.page().locator("[ng-click='claim()']").click();
            assertThat(colleague.field("It is the result of").locator("textarea"))
                    .hasValue(Pattern.compile("Rosalind Featherstone"));
            assertThat(colleague.field("What was checked").locator("textarea")).hasValue(NOTE);
            colleague.choose("Is it so?", "Yes, it is this patient's");
            colleague.fill("What did you check?", "Rang the laboratory myself.");
            colleague.shot("confirmation");
            colleague.complete();
            jobs.run();

            clinician.openQueue("My work");
            clinician.open(result.item("ReviewResult").getId());
            clinician.waitForClaimedForm();
            assertThat(clinician.field("Report").locator("textarea")).hasValue(Pattern.compile("9 ug/l"));
            assertThat(clinician.field("What was ordered, and why").locator("textarea"))
                    .hasValue("Ferritin: tired since summer.");
            clinician.choose("What follows?", "Treat, or change the treatment");
            clinician.choose("How urgent is it?", "Routine");
            clinician.fill("What you decided, and why", "Iron deficiency: iron for three months.");
            clinician.fill("What the patient is to be told", "Your iron is low. Tablets will help.");
            clinician.shot("review");
            clinician.complete();
            jobs.run();

            clinician.openQueue("Queue: Clinicians");
            clinician.claim(result.item("TellResult").getId());
            assertThat(clinician.field("What the patient is to be told").locator("textarea"))
                    .hasValue("Your iron is low. Tablets will help.");
            clinician.choose("Have they been told?", "I have told them");
            clinician.choose("How?", "By telephone");
            clinician.choose("Whom did you tell?", "The patient");
            clinician.fill("What did they say that they understood, and will do?", UNDERSTOOD);
            clinician.shot("telling");
            clinician.complete();
            jobs.run();

            assertThat(rows.queryForObject(
                            "select state || ' ' || outcome from hr_result where id = ?",
                            String.class,
                            result.episodeId()))
                    .isEqualTo("CLOSED told");
            clinician.visit("/patients/" + patient.id());
            clinician.sees(UNDERSTOOD);
            desks.arrived();
        }
    }

    private record Registered(String id, String reference) {}

    private Registered register(String given, String family, String born) {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", given, "surname", family, "dateOfBirth", born));
        var episode = pathways.begin("PatientPathway", "StartEnquiry", values).episodeId();
        var patient = rows.queryForObject("select patient_id from hr_episode where id = ?", String.class, episode);
        careTeams.begin(patient, "clinician", Reason.NAMED, "test-" + episode, null, null);
        return new Registered(
                patient, rows.queryForObject("select reference from hr_episode where id = ?", String.class, episode));
    }

    private PathwayOverHttp.Patient arrive(String number, String given, String family, String born) {
        var body = """
                {"identifier": "LAB-%s", "status": "final", "basedOn": "%s", "issued": "2025-11-21T10:30:00Z",
                 "code": {"text": "Ferritin"}, "performer": "Example Laboratory",
                 "subject": {"given": "%s", "family": "%s", "birthDate": "%s"},
                 "result": [{"code": {"text": "Ferritin"}, "value": "9", "unit": "ug/l", "interpretation": "L"}]}""".formatted(UUID.randomUUID(), number, given, family, born);
        var receipt = http.as("reception")
                .send(
                        "POST",
                        "/api/results",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()))
                .expect(202)
                .json()
                .get("receipt")
                .asText();
        var result = pathways.of(receipt);
        result.runJobs();
        return result;
    }
}
