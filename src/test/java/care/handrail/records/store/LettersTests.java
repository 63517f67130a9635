package care.handrail.records.store;

import static care.handrail.access.DataClass.BILLING;
import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static care.handrail.access.DataClass.OPERATIONAL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.shared.Ids;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LettersTests {

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
        void givesBackWhatWasWritten() {
            var letter = newLetter();
            var given = new LinkedHashMap<String, Object>();
            given.put("enquiryText", "Knee pain since Sunday 🦵 – ‏ألم في الركبة‏ \u0000 \"quoted\"\n");
            given.put("painScore", 7L);
            given.put("temperature", new BigDecimal("36.60"));
            given.put("accessNeedsKnown", true);
            given.put("onset", LocalDate.of(2026, 11, 15));
            given.put("symptoms", List.of("swelling", "stiffness"));

            letters.write(letter, Map.of(CLINICAL, given), "reception");

            var expected = new HashMap<>(given);
            expected.put("onset", "2026-11-15");
            assertThat(letters.latest(letter.patientId(), letter.episodeId(), given.keySet(), LETTER))
                    .isEqualTo(expected);
        }

        @Test
        void keepsNoValueInClear() {
            var letter = newLetter();
            letters.write(
                    letter,
                    Map.of(
                            IDENTITY,
                            Map.of("givenName", "Zebedee", "surname", "Quillfeather", "dateOfBirth", "1984-02-29"),
                            CONTACT,
                            Map.of("phone", "07700900123", "email", "zebedee@example.org", "postcode", "ZE1 0AA")),
                    "reception");
            letters.saveDraft(later(letter), Map.of("notes", "Zebedee rang again"), "reception");

            for (var table : List.of("RECORD_KEY", "RECORD_ENTRY", "RECORD_DRAFT", "RECORD_SEARCH_TERM")) {
                var found = rows.queryForList("select * from " + table + " where PATIENT_ID = ?", letter.patientId());
                assertThat(found).isNotEmpty();
                for (var row : found) {
                    var text = row.values().stream()
                            .map(value ->
                                    value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value))
                            .collect(Collectors.joining("|"));
                    assertThat(text)
                            .doesNotContainIgnoringCase("zebedee", "quillfeather", "ze1 0aa", "ze10aa")
                            .doesNotContain("1984-02-29", "700900123");
                }
            }
        }

        @Test
        void theNewestFormThatHoldsAFieldDecidesItsValue() {
            var first = newLetter();
            letters.write(
                    first, Map.of(CONTACT, Map.of("phone", "07700900001", "email", "a@example.org")), "reception");
            letters.write(later(first), Map.of(CONTACT, Map.of("phone", "07700900002")), "reception");

            assertThat(latest(first, "phone", "email", "postcode"))
                    .containsOnly(entry("phone", "07700900002"), entry("email", "a@example.org"));
        }

        @Test
        void aFieldThatWasEmptiedStaysEmpty() {
            var first = newLetter();
            letters.write(
                    first, Map.of(CONTACT, Map.of("phone", "07700900001", "email", "a@example.org")), "reception");
            var emptied = new HashMap<String, Object>();
            emptied.put("phone", "");
            emptied.put("email", null);
            letters.write(later(first), Map.of(CONTACT, emptied), "reception");

            assertThat(latest(first, "phone", "email")).isEmpty();
        }

        @Test
        void givesOnlyTheClassesAskedFor() {
            var letter = newLetter();
            letters.write(
                    letter,
                    Map.of(
                            IDENTITY, Map.of("surname", "Oyelaran"),
                            CLINICAL, Map.of("findings", "Effusion"),
                            BILLING, Map.of("payerName", "Made-up Mutual")),
                    "clinician");

            assertThat(letters.latest(
                            letter.patientId(),
                            letter.episodeId(),
                            Set.of("surname", "findings", "payerName"),
                            Set.of(IDENTITY, BILLING)))
                    .containsOnlyKeys("surname", "payerName");
            assertThat(letters.latest(letter.patientId(), letter.episodeId(), Set.of("surname"), Set.of()))
                    .isEmpty();
        }

        @Test
        void neverShowsAnOlderValueInPlaceOfOneThatThePersonMayNotSee() {
            var first = newLetter();
            letters.write(first, Map.of(CONTACT, Map.of("note", "old")), "reception");
            letters.write(later(first), Map.of(CLINICAL, Map.of("note", "new")), "clinician");

            assertThat(letters.latest(first.patientId(), first.episodeId(), Set.of("note"), Set.of(CONTACT)))
                    .isEmpty();
        }

        @Test
        void doesNotMixEpisodesOrPatients() {
            var one = newLetter();
            var other = new LetterKey(
                    one.patientId(), "other-episode-" + one.episodeId().substring(0, 8), "X", "w");
            letters.write(one, Map.of(CONTACT, Map.of("phone", "1111111")), "reception");
            letters.write(other, Map.of(CONTACT, Map.of("phone", "2222222")), "reception");

            assertThat(latest(one, "phone")).containsEntry("phone", "1111111");
            assertThat(letters.latest("somebody-else", one.episodeId(), Set.of("phone"), LETTER))
                    .isEmpty();
        }

        @Test
        void keepsNothingWhenTheTransactionRollsBackAndGoesOnAfterwards() {
            var letter = newLetter();
            var values = Map.of(IDENTITY, Map.<String, Object>of("surname", "Nkemelu", "givenName", "Ada"));
            long entries = count("RECORD_ENTRY");
            transaction.executeWithoutResult(status -> {
                letters.write(letter, values, "reception");
                letters.write(later(letter), values, "reception");
                assertThat(latest(letter, "surname")).containsEntry("surname", "Nkemelu");
                status.setRollbackOnly();
            });
            assertThat(count("RECORD_ENTRY")).isEqualTo(entries);

            letters.write(letter, values, "reception");

            assertThat(latest(letter, "surname")).containsEntry("surname", "Nkemelu");
            context.getBean(DataKeys.class).forget();
            assertThat(latest(letter, "surname")).containsEntry("surname", "Nkemelu");
        }

        @Test
        void refusesOperationalValues() {
            assertThatThrownBy(
                            () -> letters.write(newLetter(), Map.of(OPERATIONAL, Map.of("site", "north")), "reception"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("engine");
        }

        @Test
        void refusesANoteOfTenMegabytesWithASentenceAndKeepsNothing() {
            var letter = newLetter();
            long before = count("RECORD_ENTRY");

            assertThatThrownBy(() -> letters.write(
                            letter,
                            Map.of(
                                    CLINICAL, Map.of("enquiryText", "x".repeat(10 * 1024 * 1024)),
                                    IDENTITY, Map.of("surname", "Short")),
                            "reception"))
                    .isInstanceOfSatisfying(
                            InvalidFormException.class,
                            e -> assertThat(e.problems())
                                    .containsExactly(entry(
                                            "enquiryText",
                                            "This text has 10,485,760 characters, and at most 100,000 can be kept."
                                                    + " Shorten it.")));
            assertThat(count("RECORD_ENTRY")).isEqualTo(before);
        }

        @Test
        void keepsTheLongestTextAllowedInTheLongestScript() {
            var letter = newLetter();
            var longest = "𓀀".repeat(100_000);

            letters.write(letter, Map.of(CLINICAL, Map.of("enquiryText", longest)), "reception");

            assertThat(latest(letter, "enquiryText")).containsEntry("enquiryText", longest);
        }

        @Test
        void keepsAFormOfAlmostTheLargestSizeAndRefusesALargerOne() {
            var letter = newLetter();
            var values = new HashMap<String, Object>();
            for (int i = 0; i < 9; i++) {
                values.put("part" + i, "y".repeat(100_000));
            }
            values.put("part9", "y".repeat(99_800));
            letters.write(letter, Map.of(CLINICAL, values), "clinician");
            assertThat(latest(letter, "part9")).containsEntry("part9", "y".repeat(99_800));

            values.put("part9", "y".repeat(99_999));
            assertThatThrownBy(() -> letters.write(later(letter), Map.of(CLINICAL, values), "clinician"))
                    .isInstanceOf(InvalidFormException.class)
                    .hasMessageContaining("This form is too long");
            assertThatThrownBy(() -> letters.saveDraft(later(letter), values, "clinician"))
                    .isInstanceOf(InvalidFormException.class)
                    .hasMessageContaining("This form is too long");
        }

        @Test
        void refusesHalfACharacter() {
            assertThatThrownBy(() ->
                            letters.write(newLetter(), Map.of(CLINICAL, Map.of("enquiryText", "a\uD83E")), "reception"))
                    .isInstanceOfSatisfying(
                            InvalidFormException.class,
                            e -> assertThat(e.problems()).containsOnlyKeys("enquiryText"));
        }

        @Test
        void refusesANumberThatCouldNotBeReadAgain() {
            for (var number : List.of(Double.NaN, Double.POSITIVE_INFINITY, BigInteger.TEN.pow(2000))) {
                assertThatThrownBy(() ->
                                letters.write(newLetter(), Map.of(CLINICAL, Map.of("score", number)), "reception"))
                        .as(number.toString())
                        .isInstanceOfSatisfying(
                                InvalidFormException.class,
                                e -> assertThat(e.problems()).containsOnlyKeys("score"));
            }
            var letter = newLetter();
            letters.write(letter, Map.of(CLINICAL, Map.of("score", new BigDecimal("1E+100000"))), "reception");
            assertThat(latest(letter, "score")).containsEntry("score", new BigDecimal("1E+100000"));
        }

        @Test
        void refusesAValueThatNoFormHas() {
            assertThatThrownBy(() -> letters.write(
                            newLetter(), Map.of(CLINICAL, Map.of("notes", Map.of("nested", "x"))), "reception"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("notes");
        }

        @Test
        void refusesAFieldKeyThatCouldCarryContent() {
            for (var key : List.of("", "Mrs Quillfeather", "a,b", "x".repeat(101), "naïve")) {
                assertThatThrownBy(() -> letters.write(newLetter(), Map.of(CLINICAL, Map.of(key, "v")), "reception"))
                        .as(key)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void keepsOneDraftForEachWorkItemAndPerson() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("notes", "first"), "reception");
            letters.saveDraft(letter, Map.of("notes", "second", "emptied", ""), "reception");
            letters.saveDraft(letter, Map.of("notes", "mine"), "clinician");

            assertThat(letters.draft(letter, "reception")).containsOnly(entry("notes", "second"), entry("emptied", ""));
            assertThat(letters.draft(letter, "clinician")).containsOnly(entry("notes", "mine"));
            assertThat(letters.draft(letter, "lead")).isEmpty();
            assertThat(rows.queryForObject(
                            "select count(*) from RECORD_DRAFT where WORK_ITEM_ID = ?",
                            Long.class,
                            letter.workItemId()))
                    .isEqualTo(2);
        }

        @Test
        void submittingTheFormDiscardsItsDraftsAndNoOthers() {
            var letter = newLetter();
            var other = later(letter);
            letters.saveDraft(letter, Map.of("notes", "half"), "reception");
            letters.saveDraft(letter, Map.of("notes", "half"), "coordinator");
            letters.saveDraft(other, Map.of("notes", "other half"), "reception");

            letters.write(letter, Map.of(CONTACT, Map.of("phone", "07700900001")), "reception");

            assertThat(letters.draft(letter, "reception")).isEmpty();
            assertThat(letters.draft(letter, "coordinator")).isEmpty();
            assertThat(letters.draft(other, "reception")).containsEntry("notes", "other half");
        }

        @Test
        void submittingAFormWithoutLetterFieldsDiscardsItsDraftToo() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("outcome", "accept"), "reception");

            letters.write(letter, Map.of(), "reception");

            assertThat(letters.draft(letter, "reception")).isEmpty();
        }

        @Test
        void aSubmissionThatRollsBackKeepsTheDraft() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("notes", "half"), "reception");

            transaction.executeWithoutResult(status -> {
                letters.write(letter, Map.of(CLINICAL, Map.of("notes", "whole")), "reception");
                status.setRollbackOnly();
            });

            assertThat(letters.draft(letter, "reception")).containsEntry("notes", "half");
        }

        @Test
        void handsDraftsOnToTheWorkItemThatTakesThePlaceAndEachStaysItsAuthors() {
            var before = newLetter();
            var after = new LetterKey(before.patientId(), before.episodeId(), before.form(), Ids.next());
            var other = later(before);
            letters.saveDraft(before, Map.of("notes", "half"), "reception");
            letters.saveDraft(before, Map.of("notes", "mine"), "coordinator");
            letters.saveDraft(other, Map.of("notes", "other half"), "reception");

            letters.handDraftsOn(before.workItemId(), after.workItemId());

            assertThat(letters.draft(after, "reception")).containsOnly(entry("notes", "half"));
            assertThat(letters.draft(after, "coordinator")).containsOnly(entry("notes", "mine"));
            assertThat(letters.draft(after, "clinician")).isEmpty();
            assertThat(letters.draft(before, "reception")).isEmpty();
            assertThat(letters.draft(other, "reception")).containsOnly(entry("notes", "other half"));
        }

        @Test
        void handsOnWhatCanBeReadAndFailsForNothingElse() {
            var before = newLetter();
            var after = new LetterKey(before.patientId(), before.episodeId(), before.form(), Ids.next());
            letters.saveDraft(before, Map.of("notes", "half"), "reception");
            letters.saveDraft(before, Map.of("notes", "damaged"), "coordinator");
            rows.update(
                    "update RECORD_DRAFT set SAVE_ID = 'x' where WORK_ITEM_ID = ? and AUTHOR = 'coordinator'",
                    before.workItemId());

            letters.handDraftsOn(before.workItemId(), after.workItemId());

            assertThat(letters.draft(after, "reception")).containsOnly(entry("notes", "half"));
            assertThat(letters.draft(after, "coordinator")).isEmpty();
        }

        @Test
        void aDraftIsNotPartOfTheRecord() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("phone", "07700900123"), "reception");

            assertThat(latest(letter, "phone")).isEmpty();
            assertThat(records.entries(letter.episodeId(), LETTER)).isEmpty();
        }

        @Test
        void twoWindowsOfOnePersonThatSaveTogetherLeaveOneWholeDraft() throws Exception {
            var patient = newLetter();
            letters.write(patient, Map.of(CONTACT, Map.of("phone", "07700900123")), "reception");
            var together = new CyclicBarrier(2);
            var windows = Executors.newFixedThreadPool(2);
            try {
                for (int i = 0; i < 50; i++) {
                    var letter = later(patient);
                    Callable<Void> save = () -> {
                        together.await();
                        letters.saveDraft(letter, Map.of("notes", "half"), "reception");
                        return null;
                    };
                    for (var saved : windows.invokeAll(List.of(save, save))) {
                        saved.get();
                    }
                    assertThat(letters.draft(letter, "reception")).containsOnly(entry("notes", "half"));
                }
            } finally {
                windows.shutdown();
            }
        }

        @Test
        void twoPeopleWhoAreTheFirstToWriteOfAPatientAreBothKept() throws Exception {
            var together = new CyclicBarrier(2);
            var people = Executors.newFixedThreadPool(2);
            try {
                for (int i = 0; i < 50; i++) {
                    var first = newLetter();
                    var second = later(first);
                    Callable<Void> phone = () -> {
                        together.await();
                        letters.write(first, Map.of(CONTACT, Map.of("phone", "07700900123")), "reception");
                        return null;
                    };
                    Callable<Void> town = () -> {
                        together.await();
                        letters.write(second, Map.of(CONTACT, Map.of("town", "Northbridge")), "coordinator");
                        return null;
                    };
                    for (var written : people.invokeAll(List.of(phone, town))) {
                        written.get();
                    }
                    assertThat(latest(first, "phone", "town"))
                            .containsOnly(entry("phone", "07700900123"), entry("town", "Northbridge"));
                }
            } finally {
                people.shutdown();
            }
        }
    }
}
