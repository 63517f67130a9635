package care.handrail.records.store;

import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.records.SearchKind;
import care.handrail.testing.CountingDataSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each act costs in statements, so that none grows with the number of fields, entries or patients. */
class StatementTests {

    private static final Map<DataClass, Map<String, Object>> ENQUIRY = Map.of(
            IDENTITY,
            Map.of(
                    "surname",
                    "Smith-Jones",
                    "givenName",
                    "Ann",
                    "dateOfBirth",
                    "1984-02-29",
                    "nhsNumber",
                    "9991234560"),
            CONTACT,
            Map.of("phone", "07700900123", "email", "ann@example.org", "postcode", "LS1 4AP"),
            CLINICAL,
            Map.of("enquiryText", "Knee pain"));

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return new CountingDataSource(onH2());
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return new CountingDataSource(onPostgres());
        }
    }

    abstract static class Behaviour extends RecordsOnDatabase {

        @Test
        void aStartFormOfANewPatientTakesFour() {
            assertThat(statements(() -> letters.write(startForm(newLetter()), ENQUIRY, "reception")))
                    .as("look for the key, make it, entries, search terms")
                    .isEqualTo(4);
        }

        @Test
        void aFormOfAKnownPatientTakesThree() {
            var letter = newLetter();
            letters.write(startForm(letter), ENQUIRY, "reception");

            assertThat(statements(() -> letters.write(letter, ENQUIRY, "reception")))
                    .as("entries, search terms, discard the draft")
                    .isEqualTo(3);
        }

        @Test
        void aFormThatNobodyIsFoundByTakesTwo() {
            var letter = newLetter();
            letters.write(startForm(letter), ENQUIRY, "reception");

            assertThat(statements(() -> letters.write(letter, Map.of(CLINICAL, Map.of("findings", "x")), "clinician")))
                    .as("entry, discard the draft")
                    .isEqualTo(2);
        }

        @Test
        void readingTakesOneHoweverManyEntriesThereAre() {
            var letter = newLetter();
            for (int i = 0; i < 5; i++) {
                letters.write(later(letter), ENQUIRY, "reception");
            }
            letters.saveDraft(letter, Map.of("notes", "half"), "reception");
            context.getBean(DataKeys.class).forget();

            assertThat(statements(() -> latest(letter, "surname", "phone", "enquiryText")))
                    .isEqualTo(1);
            assertThat(statements(() -> letters.draft(letter, "reception"))).isEqualTo(1);
            assertThat(statements(() -> records.entries(letter.episodeId(), LETTER)))
                    .isEqualTo(1);
        }

        @Test
        void savingADraftAgainTakesOne() {
            var letter = newLetter();
            letters.saveDraft(letter, Map.of("notes", "half"), "reception");

            assertThat(statements(() -> letters.saveDraft(letter, Map.of("notes", "more"), "reception")))
                    .isEqualTo(1);
        }

        @Test
        void lookingForDuplicatesTakesTwoHoweverManyThereAre() {
            var people = IntStream.range(0, 20)
                    .mapToObj(i -> {
                        var letter = newLetter();
                        letters.write(startForm(letter), ENQUIRY, "reception");
                        return letter.patientId();
                    })
                    .toList();
            context.getBean(DataKeys.class).forget();

            assertThat(statements(() -> {
                        List<String> found = records.candidates(
                                Map.of("surname", "Smith", "givenName", "Ann", "postcode", "LS14AP"),
                                Set.of(SearchKind.values()),
                                200);
                        assertThat(found).containsAll(people);
                        assertThat(records.readableIdentities(found)).containsKeys(people.toArray(String[]::new));
                    }))
                    .isEqualTo(2);
        }

        private static int statements(Runnable work) {
            return CountingDataSource.during(work).statements();
        }

        private static LetterKey startForm(LetterKey letter) {
            return new LetterKey(letter.patientId(), letter.episodeId(), "StartEnquiry", letter.episodeId());
        }
    }
}
