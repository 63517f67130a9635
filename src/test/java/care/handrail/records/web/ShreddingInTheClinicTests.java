package care.handrail.records.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.records.Records;
import care.handrail.testing.HandrailPostgresTest;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.TestStaff;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The record of a patient who is under care, or who has to be kept, is not destroyed; another one's is, by two people. */
class ShreddingInTheClinicTests {

    @Nested
    @HandrailTest
    class OnH2 extends Behaviour {}

    @Nested
    @HandrailPostgresTest
    class OnPostgres extends Behaviour {}

    abstract static class Behaviour {

        private static final String SHREDDINGS = "/api/records/shreddings";

        @Autowired
        private Http http;

        @Autowired
        private JdbcTemplate rows;

        @Autowired
        private PathwayOverHttp pathway;

        @Autowired
        private Records records;

        @Test
        void refusesWhileAnEpisodeIsOpenAlsoAtTheMomentOfTheSecondPersonsDecision() {
            var enquiry = enquiry();
            assertThat(ask(enquiry).expect(409).json().get("detail").asText())
                    .contains("is open", "the record is needed");

            close(enquiry);
            var id = ask(enquiry).expect(201).json().get("id").asText();
            as(Role.PRACTICE_MANAGER)
                    .post("/api/episodes/" + enquiry + "/reopen", Map.of())
                    .expect(200);

            assertThat(approve(id).expect(409).json().get("detail").asText()).contains("is open");
            assertThat(records.identityOf(patient(enquiry))).isNotEmpty();
            assertThat(audited("RECORD_SHREDDED", "REFUSED", patient(enquiry))).isEqualTo(2);
        }

        @Test
        void refusesUntilTheDayUntilWhichTheRecordHasToBeKept() {
            var discharged = pathway.leadToDischarge();
            var reference = rows.queryForObject(
                    "select reference from hr_episode where id = ?", String.class, discharged.episodeId());

            assertThat(ask(reference).expect(409).json().get("detail").asText()).contains("has to be kept until");

            rows.update("update hr_episode set retention_date = current_date where id = ?", discharged.episodeId());
            ask(reference).expect(201);
        }

        @Test
        void leavesCodesAndNothingElseOfAPatientWhoseRecordTwoPeopleHaveDestroyed() {
            var enquiry = enquiry();
            var other = enquiry();
            var patientId = patient(enquiry);
            close(enquiry);

            var id = ask(enquiry).expect(201).json().get("id").asText();
            assertThat(as(Role.GOVERNANCE).get(SHREDDINGS).expect(200).body())
                    .contains(id, "NOT_A_PATIENT")
                    .doesNotContain("Quillfeather");
            as(Role.COMPLIANCE)
                    .post(SHREDDINGS + "/" + id + "/approval", Map.of())
                    .expect(403);
            approve(id).expect(204);

            assertThat(records.identityOf(patientId)).isEmpty();
            assertThat(records.identityOf(patient(other))).containsEntry("surname", "Quillfeather");
            assertThat(rows.queryForMap(
                            "select status, fingerprint, ended from hr_episode where reference = ?", enquiry))
                    .containsEntry("status", "CLOSED")
                    .containsEntry("fingerprint", null)
                    .containsEntry("ended", null);
            as(Role.PRACTICE_MANAGER)
                    .post("/api/episodes/" + enquiry + "/reopen", Map.of())
                    .expect(409);
            assertThat(audited("RECORD_SHREDDED", "ALLOWED", patientId)).isEqualTo(1);
            approve(id).expect(409);
        }

        @Test
        void twoPeopleDestroyARecordOnThePage() {
            var enquiry = enquiry();
            var patientId = patient(enquiry);
            var compliance = http.inBrowser(TestStaff.of(Role.COMPLIANCE));
            var governance = http.inBrowser(TestStaff.of(Role.GOVERNANCE));
            var asking = Map.of("patientId", patientId, "reason", "NOT_A_PATIENT");
            assertThat(compliance.postForm("/shreddings", asking).expect(409).body())
                    .contains("is open: the patient is under care", patientId);

            close(enquiry);
            compliance.postForm("/shreddings", asking).expect(302);
            var id = rows.queryForObject(
                    "select SHREDDING_ID from RECORD_SHREDDING where PATIENT_ID = ?", String.class, patientId);
            var waiting = governance.get("/shreddings").expect(200).body();
            assertThat(waiting)
                    .contains(patientId, "It was never about a patient", "Nobody can undo it", "/" + id + "/approval")
                    .doesNotContain("Quillfeather", "Ask for it</button>");
            assertThat(compliance.get("/shreddings").expect(200).body())
                    .contains("You asked for it. Another person has to decide.")
                    .doesNotContain("/" + id + "/approval");
            compliance
                    .postForm("/shreddings/" + id + "/approval", Map.of("sure", "true"))
                    .expect(403);
            assertThat(governance
                            .postForm("/shreddings/" + id + "/approval", Map.of())
                            .expect(400)
                            .body())
                    .contains("Nothing was destroyed");
            assertThat(records.identityOf(patientId)).isNotEmpty();

            governance
                    .postForm("/shreddings/" + id + "/approval", Map.of("sure", "true"))
                    .expect(302);

            assertThat(records.identityOf(patientId)).isEmpty();
            assertThat(governance.get("/shreddings?done=destroyed").body())
                    .contains("The record is destroyed.")
                    .doesNotContain(patientId);
            assertThat(audited("RECORD_SHREDDED", "ALLOWED", patientId)).isEqualTo(1);
        }

        @Test
        void saysOnThePageAllThatKeepsARecordAndLetsItBeTakenBack() {
            var enquiry = enquiry();
            var patientId = patient(enquiry);
            close(enquiry);
            var id = ask(enquiry).expect(201).json().get("id").asText();
            as(Role.PRACTICE_MANAGER)
                    .post("/api/episodes/" + enquiry + "/reopen", Map.of())
                    .expect(200);
            as(Role.NURSING)
                    .post(
                            "/api/patients/" + patientId + "/break-glass",
                            Map.of("reason", "covering", "words", "Asked to look."))
                    .expect(201);

            var governance = http.inBrowser(TestStaff.of(Role.GOVERNANCE));
            assertThat(governance.get("/shreddings").expect(200).body())
                    .contains(
                            "It cannot be destroyed now.",
                            "is open: the patient is under care",
                            "is still being reviewed")
                    .doesNotContain("/" + id + "/approval");

            governance.postForm("/shreddings/" + id + "/withdrawal", Map.of()).expect(302);
            assertThat(governance.get("/shreddings").expect(200).body()).doesNotContain(patientId);
            http.inBrowser(TestStaff.of(Role.RECEPTION)).get("/shreddings").expect(403);
        }

        @Test
        void refusesAReasonThatIsNoCode() {
            as(Role.COMPLIANCE)
                    .post(SHREDDINGS, Map.of("patientId", "x", "reason", "because"))
                    .expect(400);
        }

        @Test
        void showsHowFarTheKeysAre() {
            var shown =
                    as(Role.ADMINISTRATOR).get("/api/records/keys").expect(200).json();

            assertThat(shown.get("masterKeys").get(0).get("use").asText()).isEqualTo("PRIMARY");
            as(Role.RECEPTION).get("/api/records/keys").expect(403);
            as(Role.COMPLIANCE).post("/api/records/keys/renewal", Map.of()).expect(403);
        }

        private String enquiry() {
            return http.as("reception")
                    .post(
                            "/api/enquiries",
                            Map.of(
                                    "source", "patient",
                                    "sourceReference", UUID.randomUUID().toString(),
                                    "site", "north",
                                    "serviceLine", "general-practice",
                                    "givenName", "Zebedee",
                                    "surname", "Quillfeather",
                                    "dateOfBirth", "1984-02-29",
                                    "postcode", "ZZ99 1AA"))
                    .expect(201)
                    .json()
                    .get("reference")
                    .asText();
        }

        private void close(String reference) {
            as(Role.PRACTICE_MANAGER)
                    .post("/api/episodes/" + reference + "/close", Map.of("reason", "closed-duplicate"))
                    .expect(200);
        }

        private Http.Answer ask(String reference) {
            return as(Role.COMPLIANCE)
                    .post(SHREDDINGS, Map.of("patientId", patient(reference), "reason", "NOT_A_PATIENT"));
        }

        private Http.Answer approve(String id) {
            return as(Role.GOVERNANCE).post(SHREDDINGS + "/" + id + "/approval", Map.of());
        }

        private Http.Caller as(Role role) {
            return http.as(TestStaff.of(role));
        }

        private String patient(String reference) {
            return rows.queryForObject(
                    "select patient_id from hr_episode where reference = ?", String.class, reference);
        }

        private int audited(String kind, String outcome, String patientId) {
            return rows.queryForObject(
                    "select count(*) from AUDIT_EVENT where KIND = ? and OUTCOME = ? and PATIENT_ID = ?",
                    Integer.class,
                    kind,
                    outcome,
                    patientId);
        }
    }
}
