package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.Tally;
import care.handrail.pathways.Watched;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.PathwayOverHttp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Others refer patients to us; on whichever database the subclass runs. */
abstract class InboundReferralsInTheClinic {

    private static final String REFERRALS = "/api/inbound-referrals";

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private DueJobs jobs;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private List<Watched> watched;

    private final Map<String, Object> referral = new HashMap<>();

    @BeforeEach
    void somebodyIsReferred() {
        var person = PathwayOverHttp.someoneNew();
        for (var field : List.of("givenName", "surname", "dateOfBirth", "phone")) {
            referral.put(field, person.get(field));
        }
        referral.putAll(Map.of(
                "referralSender", "gp",
                "senderReference", "GP-" + UUID.randomUUID(),
                "site", "north",
                "serviceLine", "physiotherapy",
                "referrerName", "Dr Example",
                "referrerAddress", "The surgery\nSampleford",
                "referralReason", "Knee pain since March."));
    }

    @Test
    void isAcknowledgedAtOnceAndTheSameAgainWithTheSameReceipt() {
        var receipt = send().expect(201).json();
        assertThat(receipt.get("reference").asText()).matches("[0-9A-Z]{4}-[0-9A-Z]{4}");
        assertThat(receipt.get("isNew").asBoolean()).isTrue();

        var again = send().expect(200).json();

        assertThat(again.get("reference")).isEqualTo(receipt.get("reference"));
        assertThat(again.get("isNew").asBoolean()).isFalse();
        referral.put("referralReason", "Hip pain.");
        assertThat(send().expect(409).body()).contains(receipt.get("reference").asText());
        assertThat(rows.queryForObject(
                        "select count(*) from hr_inbound_referral where sender_reference = ?",
                        Long.class,
                        referral.get("senderReference")))
                .isEqualTo(1);
    }

    @Test
    void isRefusedWithASentenceForEachWrongFieldAndNothingIsKept() {
        referral.put("serviceLine", "astrology");
        referral.put("noSuchField", "x");
        assertThat(send().expect(400).body()).contains("noSuchField");
        http.as("clinician").post(REFERRALS, referral).expect(403);
        assertThat(rows.queryForList(
                        "select 1 from hr_inbound_referral where sender_reference = ?",
                        referral.get("senderReference")))
                .isEmpty();
    }

    @Test
    void whoeverIsAcceptedIsUnderCareWithWhatTheReferralSaid() {
        var work = arrive();
        work.submit("DecideInboundReferral", "clinician", Map.of("referralTriage", "accept"));

        var row = row(work);
        assertThat(row).containsEntry("STATE", "ACCEPTED").containsEntry("TRIAGE", "accept");
        var episode = pathways.of(String.valueOf(row.get("EPISODE_ID")));
        assertThat(episode.open()).containsOnlyKeys("ReviewEnquiry");
        assertThat(rows.queryForMap(
                        "select patient_id, process_id, source from hr_episode where id = ?", row.get("EPISODE_ID")))
                .containsEntry("PATIENT_ID", row.get("PATIENT_ID"))
                .containsEntry("PROCESS_ID", "PhysiotherapyPathway")
                .containsEntry("SOURCE", "gp");
        var item = episode.item("ReviewEnquiry").getId();
        episode.claim("ReviewEnquiry");
        var shown = http.as("reception")
                .get("/engine-rest/task/" + item + "/form-variables")
                .expect(200)
                .json();
        assertThat(shown.at("/surname/value").asText()).isEqualTo(referral.get("surname"));
        theAnswerIsPosted(work);
        assertThat(row(work)).containsEntry("STATE", "ANSWERED");
        assertThat(tally().difference()).isZero();
    }

    @Test
    void whoeverIsRejectedHasAdviceForTheReferrer() {
        var work = arrive();
        work.submit(
                "DecideInboundReferral",
                "clinician",
                Map.of("referralTriage", "reject", "referralAdvice", "Please ask for an X-ray first."));

        assertThat(row(work)).containsEntry("STATE", "REJECTED").containsEntry("EPISODE_ID", null);
        theAnswerIsPosted(work);
        assertThat(row(work)).containsEntry("STATE", "ANSWERED");
    }

    @Test
    void whatIsMissingIsAddedByReception() {
        referral.remove("dateOfBirth");
        referral.remove("referrerAddress");
        send().expect(201);
        var work = work();
        assertThat(work.open()).containsOnlyKeys("CompleteInboundReferral");

        work.submit(
                "CompleteInboundReferral",
                "reception",
                Map.of("referralEntry", "completed", "dateOfBirth", "1951-07-04", "referrerAddress", "The surgery"));

        assertThat(work.open()).containsOnlyKeys("DecideInboundReferral");
    }

    @Test
    void theSamePatientAgainIsFlaggedToTheClinician() {
        var first = arrive();
        assertThat(repeated(first)).isFalse();
        referral.put("senderReference", "GP-" + UUID.randomUUID());
        referral.put("referralSender", "hospital");

        assertThat(repeated(arrive())).isTrue();
    }

    private boolean repeated(PathwayOverHttp.Patient work) {
        var item = work.item("DecideInboundReferral").getId();
        http.as("clinician")
                .post("/engine-rest/task/" + item + "/claim", Map.of("userId", "clinician"))
                .expect(204);
        return http.as("clinician")
                .get("/engine-rest/task/" + item + "/form-variables")
                .expect(200)
                .json()
                .at("/referralRepeated/value")
                .asBoolean();
    }

    /** Somebody prints the letter that correspondence puts together, and posts it. */
    private void theAnswerIsPosted(PathwayOverHttp.Patient work) {
        jobs.run();
        var dispatch = rows.queryForObject(
                "select id from hr_dispatch where idempotency_key = ?",
                String.class,
                "inbound-referral-" + work.episodeId());
        var letter = pathways.of(dispatch);
        var form = letter.open().keySet().iterator().next();
        letter.submit(form, letter.claim(form), Map.of("correspondenceDecision", "posted"));
        jobs.run();
    }

    private PathwayOverHttp.Patient arrive() {
        send().expect(201);
        var work = work();
        assertThat(work.open()).containsOnlyKeys("DecideInboundReferral");
        return work;
    }

    private Answer send() {
        return http.as("reception").post(REFERRALS, referral);
    }

    private PathwayOverHttp.Patient work() {
        return pathways.of(rows.queryForObject(
                "select id from hr_inbound_referral where sender_reference = ?",
                String.class,
                referral.get("senderReference")));
    }

    private Map<String, Object> row(PathwayOverHttp.Patient work) {
        return rows.queryForMap("select * from hr_inbound_referral where id = ?", work.episodeId());
    }

    private Tally tally() {
        return watched.stream()
                .filter(kind -> kind.kind().equals("inbound-referral"))
                .findFirst()
                .orElseThrow()
                .tally();
    }
}
