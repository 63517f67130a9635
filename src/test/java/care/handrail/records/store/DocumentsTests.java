package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.InvalidFormException;
import care.handrail.records.Document;
import care.handrail.records.Documents;
import care.handrail.records.ShreddedRecordException;
import care.handrail.records.UnreadableRecordException;
import care.handrail.shared.Ids;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Files of patients, and files of which nobody knows yet whose they are. */
class DocumentsTests {

    private static final byte[] SCAN = "Dear colleague, please see Zebedee Quillfeather".getBytes(UTF_8);

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return onH2();
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return onPostgres();
        }
    }

    abstract static class Behaviour extends RecordsOnDatabase {

        private String patient;
        private Documents documents;

        @BeforeEach
        void newPatient() {
            patient = Ids.next();
            documents = context.getBean(Documents.class);
        }

        @Test
        void givesBackWhatWasKeptAndKnowsItsHash() {
            var id = documents.keep(
                    patient, "referral-letter", "application/pdf", "C:\\scans\\Quill\u0000feather.pdf", SCAN, "rita");

            assertThat(documents.content(id)).isEqualTo(SCAN);
            assertThat(documents.find(id))
                    .contains(new Document(
                            id,
                            patient,
                            "referral-letter",
                            "application/pdf",
                            "Quillfeather.pdf",
                            SCAN.length,
                            "af765fed26dee906c2ef577bcf9aaa7a66447d33230f183c25e9a7585ff9e220",
                            "rita",
                            NOW));
            assertThat(documents.of(patient)).extracting(Document::id).containsExactly(id);
        }

        @Test
        void keepsAFileAsLargeAsTheLimitAndNotAByteMore() {
            var large = new byte[(int) documents.maxBytes()];
            new Random(1).nextBytes(large);

            var id = documents.keep(patient, "scan", "image/png", "scan.png", large, "rita");

            assertThat(documents.content(id)).isEqualTo(large);
            assertThatThrownBy(() -> documents.keep(
                            patient, "scan", "image/png", "scan.png", Arrays.copyOf(large, large.length + 1), "rita"))
                    .isInstanceOf(InvalidFormException.class)
                    .hasMessageContaining("may have 20 MB");
            assertThatThrownBy(() -> documents.keep(patient, "scan", "image/png", "scan.png", new byte[0], "rita"))
                    .hasMessageContaining("empty");
        }

        @Test
        void nothingPersonalStandsInClear() {
            var id = documents.keep(patient, "letter", "text/plain", "Quillfeather.txt", SCAN, "rita");

            var row = rows.queryForMap("select * from RECORD_DOCUMENT where DOCUMENT_ID = ?", id);
            assertThat(row.toString()).doesNotContain("Quillfeather");
            for (var column : List.of("ABOUT", "CONTENT")) {
                assertThat(new String(bytes(column, id), UTF_8)).doesNotContain("Quillfeather", "colleague");
            }
        }

        @Test
        void whatNobodyKnewWhoseItWasBecomesAPatientsUnderTheirKey() {
            var id = Ids.next();
            documents.keepUnassigned(id, "letter", "text/plain", "Quillfeather.txt", SCAN, "rita");
            assertThat(documents.find(id).orElseThrow().patient()).isEmpty();
            var before = bytes("CONTENT", id);
            var formerKey =
                    rows.queryForObject("select KEY_ID from RECORD_DOCUMENT where DOCUMENT_ID = ?", String.class, id);

            documents.assign(id, patient);
            documents.assign(id, patient);

            assertThat(documents.find(id).orElseThrow().patient()).contains(patient);
            assertThat(documents.content(id)).isEqualTo(SCAN);
            assertThat(bytes("CONTENT", id)).isNotEqualTo(before);
            assertThat(rows.queryForList("select PATIENT_ID from RECORD_KEY where KEY_ID = ?", String.class, formerKey))
                    .as("the key of its own has gone")
                    .isEmpty();
            assertThat(rows.queryForObject(
                            "select PATIENT_ID from RECORD_PAST_KEY where KEY_ID = ?", String.class, formerKey))
                    .as("what backups hold under it goes with the patient")
                    .isEqualTo(patient);
        }

        @Test
        void whatWasThoughtToBeAnotherPatientsIsPutRight() {
            var wrong = Ids.next();
            var id = documents.keep(wrong, "letter", "text/plain", "letter.txt", SCAN, "rita");
            var stays = documents.keep(wrong, "letter", "text/plain", "other.txt", SCAN, "rita");

            documents.assign(id, patient);

            assertThat(documents.of(wrong)).extracting(Document::id).containsExactly(stays);
            assertThat(documents.content(id)).isEqualTo(SCAN);
            assertThat(documents.content(stays)).isEqualTo(SCAN);
        }

        @Test
        void isClassifiedWithoutBeingChanged() {
            var id = documents.keep(patient, "unknown", "text/plain", "letter.txt", SCAN, "rita");

            documents.classify(id, "clinic-letter");

            assertThat(documents.find(id).orElseThrow().kind()).isEqualTo("clinic-letter");
            assertThat(documents.content(id)).isEqualTo(SCAN);
        }

        @Test
        void removesOnlyWhatIsNoPatients() {
            var id = Ids.next();
            documents.keepUnassigned(id, "letter", "text/plain", "letter.txt", SCAN, "rita");
            var own = documents.keep(patient, "letter", "text/plain", "letter.txt", SCAN, "rita");

            documents.discard(id);

            assertThat(documents.find(id)).isEmpty();
            assertThat(rows.queryForList("select 1 from RECORD_KEY where PATIENT_ID = ?", id))
                    .isEmpty();
            assertThatThrownBy(() -> documents.discard(own)).isInstanceOf(IllegalStateException.class);
            assertThat(documents.content(own)).isEqualTo(SCAN);
        }

        @Test
        void whatIsMovedInTheDatabaseDoesNotDecryptThere() {
            var id = documents.keep(patient, "letter", "text/plain", "one.txt", SCAN, "rita");
            var other = documents.keep(patient, "letter", "text/plain", "two.txt", "Other".getBytes(UTF_8), "rita");

            rows.update("update RECORD_DOCUMENT set CONTENT = ? where DOCUMENT_ID = ?", bytes("CONTENT", other), id);
            assertThatThrownBy(() -> documents.content(id)).isInstanceOf(UnreadableRecordException.class);

            rows.update("update RECORD_DOCUMENT set MEDIA_TYPE = 'text/html' where DOCUMENT_ID = ?", other);
            assertThatThrownBy(() -> documents.find(other)).isInstanceOf(UnreadableRecordException.class);
            assertThatThrownBy(() -> documents.content(other)).isInstanceOf(UnreadableRecordException.class);
        }

        @Test
        void nothingIsKeptOfOrGivenToAPatientWhoseRecordWasDestroyed() {
            var id = Ids.next();
            documents.keepUnassigned(id, "letter", "text/plain", "letter.txt", SCAN, "rita");
            var own = documents.keep(patient, "letter", "text/plain", "letter.txt", SCAN, "rita");
            transaction.executeWithoutResult(
                    status -> context.getBean(Shredder.class).shred(patient));

            assertThat(documents.find(own)).isEmpty();
            assertThatThrownBy(() -> documents.content(own)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> documents.keep(patient, "letter", "text/plain", "x.txt", SCAN, "rita"))
                    .isInstanceOf(ShreddedRecordException.class);
            assertThatThrownBy(() -> documents.assign(id, patient)).isInstanceOf(ShreddedRecordException.class);
            assertThat(documents.content(id)).isEqualTo(SCAN);
        }

        @Test
        void aKeyOfAPatientThatAFileIsUnderIsRenewed() {
            var id = documents.keep(patient, "letter", "text/plain", "Quillfeather.txt", SCAN, "rita");
            var second = documents.keep(patient, "letter", "text/plain", "more.txt", SCAN, "rita");
            var before = bytes("CONTENT", id);
            rows.update("update RECORD_KEY set RENEWAL_ASKED_AT = MADE_AT where PATIENT_ID = ?", patient);

            context.getBean(KeyWork.class).work();

            assertThat(bytes("CONTENT", id)).isNotEqualTo(before);
            assertThat(rows.queryForList("select KEY_ID from RECORD_KEY where PATIENT_ID = ?", patient))
                    .hasSize(1);
            assertThat(documents.find(id).orElseThrow().fileName()).isEqualTo("Quillfeather.txt");
            assertThat(documents.content(id)).isEqualTo(SCAN);
            assertThat(documents.content(second)).isEqualTo(SCAN);
        }

        private byte[] bytes(String column, String id) {
            return rows.queryForList(
                            "select " + column + " from RECORD_DOCUMENT where DOCUMENT_ID = ?", byte[].class, id)
                    .get(0);
        }
    }
}
