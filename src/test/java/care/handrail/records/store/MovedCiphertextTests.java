package care.handrail.records.store;

import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.records.UnreadableRecordException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who can write to the database, but has no key, moves what is stored to where it does not belong. */
class MovedCiphertextTests {

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

        @Test
        void betweenTwoRowsOfOneForm() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            var other = written(letter, CLINICAL, "findings", "right knee");

            set(id(letter, 0), "CONTENT", content(id(other, 1)));

            refused(() -> records.entries(letter.episodeId(), LETTER));
        }

        @Test
        void betweenTwoPatients() {
            var one = written(newLetter(), CLINICAL, "findings", "penicillin allergy");
            var other = written(newLetter(), CLINICAL, "findings", "no allergy");

            set(id(one, 0), "CONTENT", content(id(other, 0)));

            refused(() -> latest(one, "findings"));
        }

        @Test
        void betweenTwoPatientsTogetherWithTheKey() {
            var one = written(newLetter(), CLINICAL, "findings", "penicillin allergy");
            var other = written(newLetter(), CLINICAL, "findings", "no allergy");

            set(id(one, 0), "CONTENT", content(id(other, 0)));
            set(id(one, 0), "KEY_ID", keyOf(other));

            refused(() -> latest(one, "findings"));
        }

        @Test
        void aWholeRowToAnotherPatient() {
            var one = written(newLetter(), CLINICAL, "findings", "penicillin allergy");
            var other = newLetter();
            written(other, CONTACT, "phone", "07700900123");

            set(id(one, 0), "PATIENT_ID", other.patientId());
            refused(() -> records.entries(one.episodeId(), LETTER));

            rows.update("update RECORD_ENTRY set KEY_ID = ? where EPISODE_ID = ?", keyOf(other), one.episodeId());
            refused(() -> records.entries(one.episodeId(), LETTER));
        }

        @Test
        void fromTheReasonToTheContentOfOneRow() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            var id = id(letter, 0);
            records.amend(id, 1, Map.of("findings", "right knee"), "{\"findings\":\"both knees\"}", "clinician");

            rows.update("update RECORD_ENTRY set CONTENT = REASON where ENTRY_ID = ? and VERSION = 2", id);

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void fromAnEarlierVersionToTheNewestOne() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            var id = id(letter, 0);
            var first = content(id);
            records.amend(id, 1, Map.of("findings", "right knee"), "Wrong side", "clinician");

            rows.update("update RECORD_ENTRY set CONTENT = ? where ENTRY_ID = ? and VERSION = 2", first, id);

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void anAmendmentBehindTheFirstVersion() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            var id = id(letter, 0);
            records.amend(id, 1, Map.of("findings", "right knee"), "Wrong side", "clinician");

            rows.update("update RECORD_ENTRY set VERSION = 3 where ENTRY_ID = ? and VERSION = 1", id);

            refused(() -> latest(letter, "findings"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ENTRY_ID", "FORM", "WORK_ITEM_ID", "AUTHOR"})
        void byChangingWhatTheRowSaysOfItself(String column) {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");

            set(id(letter, 0), column, "something-else");

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void byMovingAnEntryToAnotherEpisode() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            var elsewhere = new LetterKey(letter.patientId(), "another-episode", "X", "w");

            set(id(letter, 0), "EPISODE_ID", elsewhere.episodeId());

            refused(() -> latest(elsewhere, "findings"));
        }

        @Test
        void byShowingAClinicalNoteAsContactDetails() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");

            set(id(letter, 0), "DATA_CLASS", "contact");

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void byHidingThatANewerEntryHoldsTheField() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            written(letter, CLINICAL, "findings", "right knee");

            set(id(letter, 1), "FIELDS", "plan");

            refused(() -> latest(letter, "findings", "plan"));
        }

        @Test
        void byChangingWhenItWasRecorded() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");

            set(id(letter, 0), "RECORDED_AT", NOW.minus(Duration.ofNanos(1000)).atOffset(ZoneOffset.UTC));

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void byTurningASingleBit() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            var id = id(letter, 0);
            var whole = content(id);

            for (int i = 0; i < whole.length; i++) {
                var turned = whole.clone();
                turned[i] ^= 1;
                set(id, "CONTENT", turned);
                refused(() -> latest(letter, "findings"));
            }
            set(id, "CONTENT", whole);
            assertThat(latest(letter, "findings")).containsEntry("findings", "left knee");
        }

        @Test
        void aDamagedEntryIsNeverReplacedByAnOlderValue() {
            var letter = written(newLetter(), IDENTITY, "surname", "Smyth");
            written(letter, IDENTITY, "surname", "Smith");

            set(id(letter, 1), "CONTENT", new byte[64]);

            refused(() -> latest(letter, "surname"));
            refused(() -> records.identityOf(letter.patientId()));
            assertThat(records.readableIdentities(Set.of(letter.patientId()))).isEmpty();
        }

        @Test
        void aDamagedEntryHidesTheWholeOfItsPatientAndNothingOfOthers() {
            var damaged = written(newLetter(), IDENTITY, "surname", "Smyth");
            written(damaged, CONTACT, "phone", "07700900123");
            var whole = written(newLetter(), IDENTITY, "surname", "Smith");

            set(id(damaged, 1), "CONTENT", new byte[64]);

            assertThat(records.readableIdentities(Set.of(damaged.patientId(), whole.patientId())))
                    .containsOnly(entry(whole.patientId(), Map.of("surname", "Smith")));
        }

        @Test
        void theKeyOfAnotherMasterKeyHidesItsPatient() {
            var letter = written(newLetter(), IDENTITY, "surname", "Smyth");
            rows.update("update RECORD_KEY set MASTER_KEY_ID = 'mk-lost' where KEY_ID = ?", keyOf(letter));
            context.getBean(DataKeys.class).forget();

            refused(() -> records.identityOf(letter.patientId()));
            assertThat(records.readableIdentities(Set.of(letter.patientId()))).isEmpty();
        }

        @Test
        void theKeyOfOnePatientToAnother() {
            var one = written(newLetter(), CLINICAL, "findings", "penicillin allergy");
            var other = written(newLetter(), CLINICAL, "findings", "no allergy");
            context.getBean(DataKeys.class).forget();

            rows.update(
                    "update RECORD_KEY set WRAPPED_KEY = (select WRAPPED_KEY from RECORD_KEY where PATIENT_ID = ?)"
                            + " where PATIENT_ID = ?",
                    other.patientId(),
                    one.patientId());

            refused(() -> latest(one, "findings"));
            refused(() -> letters.write(one, Map.of(CLINICAL, Map.of("findings", "x")), "clinician"));
        }

        @Test
        void aKeyThatSaysAnotherMasterKeyWrappedIt() {
            var letter = written(newLetter(), CLINICAL, "findings", "left knee");
            context.getBean(DataKeys.class).forget();

            rows.update("update RECORD_KEY set MASTER_KEY_ID = 'mk-other' where PATIENT_ID = ?", letter.patientId());

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void aDraftToAnotherWorkItemAuthorOrForm() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("notes", "half"), "clinician");

            for (var column : List.of("FORM", "EPISODE_ID", "SAVE_ID")) {
                var right = rows.queryForObject(
                        "select " + column + " from RECORD_DRAFT where WORK_ITEM_ID = ?",
                        String.class,
                        letter.workItemId());
                rows.update("update RECORD_DRAFT set " + column + " = 'x' where WORK_ITEM_ID = ?", letter.workItemId());
                refused(() -> letters.draft(letter, "clinician"));
                rows.update(
                        "update RECORD_DRAFT set " + column + " = ? where WORK_ITEM_ID = ?",
                        right,
                        letter.workItemId());
            }
            assertThat(letters.draft(letter, "clinician")).containsEntry("notes", "half");

            var other = later(letter);
            rows.update(
                    "update RECORD_DRAFT set WORK_ITEM_ID = ? where WORK_ITEM_ID = ?",
                    other.workItemId(),
                    letter.workItemId());
            refused(() -> letters.draft(other, "clinician"));

            rows.update(
                    "update RECORD_DRAFT set WORK_ITEM_ID = ?, AUTHOR = 'reception' where WORK_ITEM_ID = ?",
                    letter.workItemId(),
                    other.workItemId());
            refused(() -> letters.draft(letter, "reception"));
        }

        @Test
        void anEarlierDraftUnderALaterSave() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("notes", "first"), "clinician");
            var first = draftContent(letter);
            letters.saveDraft(letter, Map.of("notes", "second"), "clinician");

            rows.update("update RECORD_DRAFT set CONTENT = ? where WORK_ITEM_ID = ?", first, letter.workItemId());

            refused(() -> letters.draft(letter, "clinician"));
        }

        @Test
        void aDraftIntoTheRecord() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("findings", "perhaps the left knee"), "clinician");
            var draft = draftContent(letter);
            written(letter, CLINICAL, "findings", "right knee");

            set(id(letter, 0), "CONTENT", draft);

            refused(() -> latest(letter, "findings"));
        }

        @Test
        void anotherPatientsDraftIsNotFoundUnderThisWorkItem() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("notes", "half"), "clinician");
            var mistaken =
                    new LetterKey(newLetter().patientId(), letter.episodeId(), letter.form(), letter.workItemId());

            assertThat(letters.draft(mistaken, "clinician")).isEmpty();
        }

        private LetterKey written(LetterKey letter, DataClass dataClass, String field, String value) {
            letters.write(letter, Map.of(dataClass, Map.of(field, value)), "clinician");
            return letter;
        }

        private String id(LetterKey letter, int index) {
            return rows.queryForList(
                            "select ENTRY_ID from RECORD_ENTRY where EPISODE_ID = ? and VERSION = 1 order by ENTRY_NO",
                            String.class,
                            letter.episodeId())
                    .get(index);
        }

        private byte[] content(String entryId) {
            return bytes("select CONTENT from RECORD_ENTRY where ENTRY_ID = ? and VERSION = 1", entryId);
        }

        private byte[] draftContent(LetterKey letter) {
            return bytes("select CONTENT from RECORD_DRAFT where WORK_ITEM_ID = ?", letter.workItemId());
        }

        private byte[] bytes(String query, String argument) {
            return rows.queryForList(query, byte[].class, argument).get(0);
        }

        private String keyOf(LetterKey letter) {
            return rows.queryForList(
                            "select KEY_ID from RECORD_KEY where PATIENT_ID = ?", String.class, letter.patientId())
                    .get(0);
        }

        private void set(String entryId, String column, Object value) {
            assertThat(rows.update("update RECORD_ENTRY set " + column + " = ? where ENTRY_ID = ?", value, entryId))
                    .isEqualTo(1);
        }

        private void refused(ThrowingCallable reading) {
            assertThatThrownBy(reading)
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("cannot be read")
                    .hasMessageNotContaining("knee");
        }
    }
}
