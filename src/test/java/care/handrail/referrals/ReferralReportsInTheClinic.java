package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.pathways.Adrift;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Watched;
import care.handrail.testing.DueJobs;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.PathwayOverHttp.Patient;
import care.handrail.testing.TestStaff;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever referred a patient to us learns how the care ended; on whichever database the subclass runs. */
abstract class ReferralReportsInTheClinic {

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

    @Autowired
    private LetterStore letters;

    @Autowired
    private PlatformTransactionManager transactions;

    private String episodeId = "";

    @BeforeEach
    void somebodyWhoWasReferredIsUnderCare() {
        var referral = new HashMap<String, Object>();
        PathwayOverHttp.someoneNew().forEach((field, value) -> {
            if (Set.of("givenName", "surname", "dateOfBirth", "phone", "site", "serviceLine")
                    .contains(field)) {
                referral.put(field, value);
            }
        });
        referral.putAll(Map.of(
                "referralSender", "gp",
                "senderReference", "GP-" + UUID.randomUUID(),
                "referrerName", "Dr Example",
                "referrerAddress", "The surgery\nSampleford",
                "referralReason", "Low mood since March."));
        http.as("reception").post("/api/inbound-referrals", referral).expect(201);
        var id = rows.queryForObject(
                "select id from hr_inbound_referral where sender_reference = ?",
                String.class,
                referral.get("senderReference"));
        pathways.of(id).submit("DecideInboundReferral", "clinician", Map.of("referralTriage", "accept"));
        episodeId = rows.queryForObject("select episode_id from hr_inbound_referral where id = ?", String.class, id);
        assertThat(states()).containsExactly("AWAITED");
    }

    @Test
    void theSignedSummaryGoesToTheReferrerAfterTheDischarge() {
        discharge(() -> {});
        var report = report();
        report.runJobs();

        assertThat(report.open()).isEmpty();
        assertThat(words(report, 1)).contains("Six sessions, and much better.", "The care has ended.");
        isPosted(report, 1);
        assertThat(states()).containsExactly("SENT");
        nothingIsAdrift();
    }

    @Test
    void aSummaryThatWasChangedAfterItWasSignedGoesToNobodyByItself() {
        discharge(() -> letters.write(
                new LetterKey(
                        rows.queryForObject("select patient_id from hr_episode where id = ?", String.class, episodeId),
                        episodeId,
                        "WriteSummary",
                        UUID.randomUUID().toString()),
                Map.of(DataClass.CLINICAL, Map.of("dischargeSummary", "One session, and no better.")),
                "clinician"));
        assertThat(report().open()).containsOnlyKeys("WriteReferralReport");
    }

    private void discharge(Runnable beforeTheRecordIsClosed) {
        var care = pathways.of(episodeId);
        for (var outcome : PathwayOverHttp.MAIN_PATHWAY) {
            if (outcome.equals("complete")) {
                care.answer(outcome, Map.of("followUpDate", LocalDate.now().toString()));
                care.runJobs();
            } else if (outcome.equals("written")) {
                care.answer(outcome, Map.of("dischargeSummary", "Six sessions, and much better."));
            } else {
                if (outcome.equals("discharged")) {
                    beforeTheRecordIsClosed.run();
                }
                care.answer(outcome);
            }
        }
    }

    @Test
    void aClinicianWritesAboutCareThatEndedInAnotherWayAndNothingGoesOutTwice() {
        close();
        var report = report();
        assertThat(report.open()).containsOnlyKeys("WriteReferralReport");
        reopen();
        assertThat(report.open()).isEmpty();
        assertThat(states()).containsExactly("AWAITED");
        nothingIsAdrift();

        close();
        report.submit(
                "WriteReferralReport",
                "clinician",
                Map.of("reportDecision", "send", "careReport", "We could not reach your patient."));
        report.runJobs();
        assertThat(words(report, 1)).contains("We could not reach your patient.");
        isPosted(report, 1);
        assertThat(states()).containsExactly("SENT");

        reopen();
        close();
        assertThat(states()).containsExactly("SENT", "DUE");
        report().submit(
                        "WriteReferralReport",
                        "clinician",
                        Map.of("reportDecision", "nothing", "noReportReason", "referrer-knows"));
        assertThat(states()).containsExactly("SENT", "NOT_SENT");
        assertThat(rows.queryForObject(
                        "select count(*) from hr_dispatch where idempotency_key like 'referral-report-%' and episode_id = ?",
                        Long.class, episodeId))
                .isEqualTo(1);
        nothingIsAdrift();
    }

    @Test
    void aLetterThatHasNotLeftIsCalledBackWhenTheEpisodeIsReopened() {
        close();
        var report = report();
        report.submit(
                "WriteReferralReport",
                "clinician",
                Map.of("reportDecision", "send", "careReport", "We could not reach your patient."));
        report.runJobs();
        jobs.run();
        var letter = dispatch(report, 1);
        assertThat(letter.open()).isNotEmpty();

        reopen();

        assertThat(letter.open()).isEmpty();
        assertThat(states()).containsExactly("RECALLED", "AWAITED");
        nothingIsAdrift();
    }

    @Test
    void careThatEndedWithoutAReportIsFoundByTheWatchdog() {
        rows.update("update hr_episode set ended_at = opened_at where id = ?", episodeId);
        assertThat(adrift()).contains(reportId());

        rows.update("update hr_episode set ended_at = null where id = ?", episodeId);
        assertThat(adrift()).doesNotContain(reportId());
    }

    private void close() {
        http.as(TestStaff.of(Role.PRACTICE_MANAGER))
                .post(episode() + "/close", Map.of("reason", "closed-unreachable"))
                .expect(200);
    }

    private void reopen() {
        http.as(TestStaff.of(Role.PRACTICE_MANAGER))
                .post(episode() + "/reopen", Map.of())
                .expect(200);
    }

    private String episode() {
        return "/api/episodes/"
                + rows.queryForObject("select reference from hr_episode where id = ?", String.class, episodeId);
    }

    private Patient report() {
        return pathways.of(reportId());
    }

    private String reportId() {
        return rows.queryForList(
                        "select id from hr_referral_report where episode_id = ? order by opened_at desc",
                        String.class,
                        episodeId)
                .get(0);
    }

    private List<String> states() {
        return rows.queryForList(
                "select state from hr_referral_report where episode_id = ? order by opened_at",
                String.class,
                episodeId);
    }

    private String words(Patient report, int sending) {
        var dispatch = rows.queryForMap(
                "select id, patient_id from hr_dispatch where idempotency_key = ?", key(report, sending));
        Map<String, Object> said = new TransactionTemplate(transactions)
                .execute(status -> letters.latest(
                        String.valueOf(dispatch.get("PATIENT_ID")),
                        String.valueOf(dispatch.get("ID")),
                        Set.of("letterBody"),
                        Set.of(DataClass.CLINICAL)));
        return String.valueOf(said);
    }

    /** Somebody prints the letter that correspondence puts together, and posts it. */
    private void isPosted(Patient report, int sending) {
        jobs.run();
        var letter = dispatch(report, sending);
        var form = letter.open().keySet().iterator().next();
        letter.submit(form, letter.claim(form), Map.of("correspondenceDecision", "posted"));
        jobs.run();
    }

    private Patient dispatch(Patient report, int sending) {
        return pathways.of(rows.queryForObject(
                "select id from hr_dispatch where idempotency_key = ?", String.class, key(report, sending)));
    }

    private static String key(Patient report, int sending) {
        return "referral-report-" + report.episodeId() + "-" + sending;
    }

    private void nothingIsAdrift() {
        assertThat(adrift()).doesNotContain(reportId());
        assertThat(reports().tally().difference()).isZero();
    }

    private List<String> adrift() {
        return reports().adrift(Instant.now(), "", 1_000).stream()
                .map(Adrift::id)
                .toList();
    }

    private Watched reports() {
        return watched.stream()
                .filter(kind -> kind.kind().equals("referral-report"))
                .findFirst()
                .orElseThrow();
    }
}
