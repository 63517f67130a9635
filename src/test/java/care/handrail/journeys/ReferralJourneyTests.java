package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.testing.DueJobs;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A referral, from the reason on the patient's record to the patient who has been told. */
@HandrailTest
class ReferralJourneyTests {

    private static final String REASON = "Low mood since the spring.";
    private static final String REPORT = "Twelve sessions were held. She is well.";

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

    @Test
    void goesFromTheReasonToThePatientWhoHasBeenTold() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", "Philippa", "surname", "Marchbanks", "nhsNumber", "999 000 0018"));
        // What leaves mental health is signed by two.
        values.put("serviceLine", "general-practice");
        var episode = pathways.begin("PatientPathway", "StartEnquiry", values).episodeId();
        var patient = text("select patient_id from hr_episode where id = ?", episode);
        careTeams.begin(patient, "clinician", Reason.NAMED, "journey-" + patient, null, null);
        try (var chromium = new Chromium();
                var desks = new Desks(chromium, http)) {
            var clinician = desks.of("clinician");
            clinician.signIn("/patients/" + patient);
            clinician.link("Refer to another service").click();
            assertThat(clinician.page().locator(".fjs-form").first()).isVisible();
            clinician.fill(
                    "Reference of an episode of the patient",
                    text("select reference from hr_episode where id = ?", episode));
            clinician.choose("Service", "Harbour Psychology Service");
            clinician.choose("How urgent is it?", "Routine");
            clinician.fill("Why do you refer?", REASON);
            clinician.start();
            jobs.run();
            var referral = pathways.of(text("select id from hr_outbound_referral where patient_id = ?", patient));

            signedByAColleague(desks.of("clinician2").atTasklist(), referral, REASON);
            posted(referral);
            for (var event : new String[] {"\"received\"", "\"scheduled\", \"appointment\": \"2031-03-10\""}) {
                tell(referral, "{\"event\": " + event + "}");
            }

            var reception = desks.of("reception").atTasklist();
            reception.beginProcess("A service has called");
            reception.fill(
                    "Reference of the referral",
                    text("select reference from hr_outbound_referral where id = ?", referral.episodeId()));
            reception.choose("Which service has called?", "Harbour Psychology Service");
            reception.choose("What does the service say?", "They report what they found");
            reception.fill("What they said, in their words", REPORT);
            reception.start();
            jobs.run();

            signedByAColleague(clinician, referral, REPORT);

            clinician.claim(referral.item("TellOutcome").getId());
            assertThat(clinician.shown("What services have written, oldest first"))
                    .endsWith("Harbour Psychology Service: " + REPORT);
            clinician.choose("Does the patient know?", "Yes");
            clinician.choose("How?", "By telephone");
            clinician.fill("What you told them", "That the sessions are over and that she may come back.");
            clinician.fill("What follows now?", "No more to do.");
            clinician.complete();
            jobs.run();
            assertThat(text("select state from hr_outbound_referral where id = ?", referral.episodeId()))
                    .isEqualTo("CLOSED");
            clinician.visit("/patients/" + patient);
            clinician.sees("Referrals to other services");
            clinician.sees("Closed, since");
            clinician.shot("record-with-referral");
            desks.arrived();
        }
    }

    private void signedByAColleague(Desk colleague, Patient referral, String content) {
        var signOff = pathways.of(
                text("select ID from HR_SIGN_OFF where ITEM_ID = ? and STATE = 'REQUESTED'", referral.episodeId()));
        colleague.claimToSign(signOff.item("SignItem").getId());
        assertThat(colleague.field("Content").locator("textarea")).hasValue(Pattern.compile(content));
        colleague.choose("Do you sign it?", "Yes, I sign it");
        colleague.complete();
        jobs.run();
    }

    private void posted(Patient referral) {
        var letter = pathways.of(text("select ID from HR_DISPATCH where TELL = ?", referral.episodeId()));
        letter.submit("PrintClinicalLetter", "nurse", Map.of("correspondenceDecision", "posted"));
        jobs.run();
    }

    private void tell(Patient referral, String news) {
        http.as("reception")
                .send(
                        "POST",
                        "/api/referrals/" + referral.episodeId() + "/events",
                        "application/json",
                        news.getBytes(StandardCharsets.UTF_8),
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()))
                .expect(202);
        jobs.run();
    }

    private String text(String query, String argument) {
        return String.valueOf(rows.queryForObject(query, String.class, argument));
    }
}
