package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.InvalidFormException;
import care.handrail.records.Documents;
import care.handrail.records.Uploads;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Files that come in pieces. */
class UploadsTests {

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

        private Uploads uploads;

        @BeforeEach
        void find() {
            uploads = context.getBean(Uploads.class);
        }

        @Test
        void aFileIsWholeWhenItsLastPieceHasCome() {
            var id = uploads.begin(10, "Quillfeather.pdf", "rita").id();

            assertThat(uploads.append(id, "rita", 0, bytes("Quill")).received()).isEqualTo(5);
            assertThat(uploads.find(id, "rita").orElseThrow().isWhole()).isFalse();
            assertThatThrownBy(() -> uploads.finish(id, "rita")).isInstanceOf(IllegalStateException.class);
            assertThat(uploads.append(id, "rita", 5, bytes("feath")).isWhole()).isTrue();

            assertThat(uploads.finish(id, "rita").content()).isEqualTo(bytes("Quillfeath"));
            assertThat(uploads.find(id, "rita")).isEmpty();
            assertThat(rows.queryForList("select 1 from RECORD_UPLOAD_PIECE where UPLOAD_ID = ?", id))
                    .isEmpty();
        }

        @Test
        void aPieceThatComesAgainOrTooEarlyIsToldWhereToGoOn() {
            var id = uploads.begin(10, "Quillfeather.pdf", "rita").id();
            uploads.append(id, "rita", 0, bytes("Quill"));

            for (long offset : List.of(0L, 4L, 6L)) {
                assertThatThrownBy(() -> uploads.append(id, "rita", offset, bytes("feath")))
                        .isInstanceOf(Uploads.WrongOffsetException.class)
                        .hasMessageContaining("has 5 bytes");
            }
            assertThatThrownBy(() -> uploads.append(id, "rita", 5, bytes("feathers")))
                    .isInstanceOf(InvalidFormException.class);
            assertThat(uploads.find(id, "rita").orElseThrow().received()).isEqualTo(5);
        }

        @Test
        void belongsToWhoeverBeganIt() {
            var id = uploads.begin(5, "Quillfeather.pdf", "rita").id();

            assertThat(uploads.find(id, "carl")).isEmpty();
            assertThatThrownBy(() -> uploads.append(id, "carl", 0, bytes("Quill")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void takesNoFileThatIsLargerThanADocumentMayBe() {
            long most = context.getBean(Documents.class).maxBytes();
            for (long size : List.of(0L, -1L, most + 1)) {
                assertThatThrownBy(() -> uploads.begin(size, "Quillfeather.pdf", "rita"))
                        .isInstanceOf(InvalidFormException.class);
            }
            assertThat(uploads.begin(most, "Quillfeather.pdf", "rita").bytes()).isEqualTo(most);
        }

        @Test
        void nothingStandsInClearAndTheDocumentIsUnderTheKeyOfItsPieces() {
            var id = uploads.begin(12, "Quillfeather.pdf", "rita").id();
            uploads.append(id, "rita", 0, bytes("Quillfeather"));
            assertThat(rows.queryForList(
                            "select CONTENT from RECORD_UPLOAD_PIECE where UPLOAD_ID = ?", byte[].class, id))
                    .hasSize(2)
                    .noneMatch(piece -> new String(piece, UTF_8).contains("Quillfeather"));
            var key = rows.queryForObject(
                    "select distinct KEY_ID from RECORD_UPLOAD_PIECE where UPLOAD_ID = ?", String.class, id);

            context.getBean(Documents.class)
                    .keepUnassigned(
                            id,
                            "letter",
                            "text/plain",
                            "q.txt",
                            uploads.finish(id, "rita").content(),
                            "rita");

            assertThat(rows.queryForObject(
                            "select KEY_ID from RECORD_DOCUMENT where DOCUMENT_ID = ?", String.class, id))
                    .isEqualTo(key);
        }

        @Test
        void whatIsNotFinishedInItsTimeIsRemovedWithItsKey() {
            var late = uploads.begin(5, "Quillfeather.pdf", "rita").id();
            uploads.append(late, "rita", 0, bytes("Qui"));
            var inTime = uploads.begin(5, "Quillfeather.pdf", "rita").id();
            rows.update(
                    "update RECORD_UPLOAD set ENDS_AT = ? where UPLOAD_ID = ?",
                    java.sql.Timestamp.from(NOW.minusSeconds(1)),
                    late);
            assertThat(uploads.find(late, "rita")).isEmpty();

            context.getBean(KeyWork.class).work();

            assertThat(rows.queryForList("select UPLOAD_ID from RECORD_UPLOAD", String.class))
                    .contains(inTime)
                    .doesNotContain(late);
            assertThat(rows.queryForList("select 1 from RECORD_KEY where PATIENT_ID = ?", late))
                    .isEmpty();
        }

        @Test
        void piecesAreEncryptedAnewUnderANewKey() {
            var id = uploads.begin(10, "Quillfeather.pdf", "rita").id();
            uploads.append(id, "rita", 0, bytes("Quill"));
            uploads.append(id, "rita", 5, bytes("feath"));
            rows.update("update RECORD_KEY set RENEWAL_ASKED_AT = MADE_AT where PATIENT_ID = ?", id);

            context.getBean(KeyWork.class).work();

            assertThat(rows.queryForList("select KEY_ID from RECORD_KEY where PATIENT_ID = ?", id))
                    .hasSize(1);
            assertThat(uploads.finish(id, "rita").content()).isEqualTo(bytes("Quillfeath"));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(UTF_8);
        }
    }
}
