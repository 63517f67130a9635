package care.handrail.records.store;

import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import care.handrail.audit.AuditEvent;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.records.AmendedMeanwhileException;
import care.handrail.records.Entry;
import care.handrail.records.Records;
import care.handrail.records.SearchKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoredRecordsTests {

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

        @BeforeEach
        void emptySearch() {
            rows.update("delete from RECORD_SEARCH_TERM");
            audit.events.clear();
        }

        @Test
        void fingerprintsTellTextsApartAndNothingElse() {
            var fingerprint = records.fingerprints("surname 5 Nkemi").get(0);

            assertThat(fingerprint)
                    .matches("[0-9a-f]{64}")
                    .isEqualTo(records.fingerprints("surname 5 Nkemi").get(0))
                    .isNotEqualTo(records.fingerprints("surname 5 Nkema").get(0))
                    .isNotEqualTo("5c95cc40ee57712c5e40e2e3babafa3b5017435b1b5881bf16d3ef64488a846e");
        }

        @Test
        void givesTheEntriesOfAnEpisodeOldestFirst() {
            var letter = newLetter();
            letters.write(
                    letter, Map.of(CONTACT, Map.of("phone", "1"), CLINICAL, Map.of("findings", "a")), "reception");
            letters.write(later(letter), Map.of(CONTACT, Map.of("phone", "2")), "coordinator");

            var entries = records.entries(letter.episodeId(), Set.of(CONTACT));

            assertThat(entries).hasSize(2);
            assertThat(entries.get(0))
                    .extracting(Entry::form, Entry::version, Entry::author, Entry::recordedAt, Entry::values)
                    .containsExactly("CaptureDetails", 1, "reception", NOW, Map.of("phone", "1"));
            assertThat(entries.get(1).author()).isEqualTo("coordinator");
            assertThat(records.entries(letter.episodeId(), Set.of())).isEmpty();
        }

        @Test
        void anAmendmentIsANewVersionAndKeepsTheEarlierOne() {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", "Smyth", "givenName", "Ann")), "reception");
            var entry = only(letter);

            records.amend(
                    entry.id(), 1, Map.of("surname", "Smith"), " Typing error, seen on the passport ", "coordinator");

            assertThat(latest(letter, "surname", "givenName"))
                    .containsOnly(entry("surname", "Smith"), entry("givenName", "Ann"));
            assertThat(records.versions(entry.id()))
                    .extracting(
                            Entry::version,
                            Entry::author,
                            Entry::reason,
                            e -> e.values().get("surname"))
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1, "reception", null, "Smyth"),
                            org.assertj.core.groups.Tuple.tuple(
                                    2, "coordinator", "Typing error, seen on the passport", "Smith"));
            assertThat(only(letter).version()).isEqualTo(2);
        }

        @Test
        void anAmendmentIsAuditedInCodesOnly() {
            var letter = newLetter();
            letters.write(letter, Map.of(CLINICAL, Map.of("findings", "left knee", "plan", "rest")), "clinician");
            var entry = only(letter);

            records.amend(entry.id(), 1, Map.of("findings", "right knee"), "Wrong side", "clinician");

            assertThat(audit.events)
                    .containsExactly(AuditEvent.of(
                                    AuditEvent.Kind.RECORD_AMENDED,
                                    letter.patientId(),
                                    letter.episodeId(),
                                    "entry:" + entry.id())
                            .withVersion("2")
                            .with("clinical: findings"));
        }

        @Test
        void anAmendmentKeepsTheEntrysPlaceInTimeAndTellsWhatALaterFormSays() {
            var letter = newLetter();
            letters.write(letter, Map.of(CONTACT, Map.of("phone", "1111111", "email", "a@example.org")), "reception");
            var first = only(letter);
            letters.write(later(letter), Map.of(CONTACT, Map.of("phone", "2222222")), "reception");

            var elsewhere = records.amend(
                    first.id(), 1, Map.of("phone", "3333333", "email", "b@example.org"), "Misheard", "reception");

            assertThat(elsewhere).containsExactly("phone");
            assertThat(latest(letter, "phone", "email"))
                    .containsOnly(entry("phone", "2222222"), entry("email", "b@example.org"));
        }

        @Test
        void refusesToAmendAVersionThatIsNotTheNewest() {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", "Smyth")), "reception");
            var entry = only(letter);
            records.amend(entry.id(), 1, Map.of("surname", "Smith"), "Typing error", "reception");

            assertThatThrownBy(() ->
                            records.amend(entry.id(), 1, Map.of("surname", "Smythe"), "Typing error", "coordinator"))
                    .isInstanceOf(AmendedMeanwhileException.class)
                    .hasMessageContaining("Open it again");
            assertThat(latest(letter, "surname")).containsEntry("surname", "Smith");
        }

        @Test
        void ofTwoPeopleWhoAmendTogetherOneIsRefused() throws Exception {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", "Smyth")), "reception");
            var entry = only(letter);
            var together = new CyclicBarrier(2);
            var people = Executors.newFixedThreadPool(2);
            int refused = 0;
            try {
                var amendments = people.invokeAll(IntStream.range(0, 2)
                        .<Callable<Set<String>>>mapToObj(i -> () -> transaction.execute(status -> {
                            try {
                                together.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return records.amend(entry.id(), 1, Map.of("surname", "S" + i), "Typing error", "p" + i);
                        }))
                        .toList());
                for (var amendment : amendments) {
                    try {
                        amendment.get();
                    } catch (ExecutionException e) {
                        assertThat(e).hasCauseInstanceOf(AmendedMeanwhileException.class);
                        refused++;
                    }
                }
            } finally {
                people.shutdown();
            }

            assertThat(refused).isEqualTo(1);
            assertThat(records.versions(entry.id())).hasSize(2);
        }

        @Test
        void asksForAReason() {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", "Smyth")), "reception");
            var entry = only(letter);

            assertThatThrownBy(() -> records.amend(entry.id(), 1, Map.of("surname", "Smith"), " ", "reception"))
                    .isInstanceOfSatisfying(
                            InvalidFormException.class,
                            e -> assertThat(e.problems()).containsOnlyKeys("reason"));
            assertThatThrownBy(() ->
                            records.amend(entry.id(), 1, Map.of("surname", "Smith"), "r".repeat(2001), "reception"))
                    .isInstanceOf(InvalidFormException.class);
            assertThat(records.versions(entry.id())).hasSize(1);
        }

        @Test
        void keepsTheLongestReasonInTheLongestScript() {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", "Smyth")), "reception");
            var entry = only(letter);

            records.amend(entry.id(), 1, Map.of("surname", "Smith"), "字".repeat(2000), "reception");

            assertThat(only(letter).reason()).isEqualTo("字".repeat(2000));
        }

        @Test
        void theDatabaseKeepsAKeyAsLongAsAnEntryNeedsIt() {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, Map.of("surname", "Smyth")), "reception");

            assertThatThrownBy(() -> rows.update("delete from RECORD_KEY where PATIENT_ID = ?", letter.patientId()))
                    .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
        }

        @Test
        void findsAPatientByEachOfTheirIdentifiersHoweverTheyAreWritten() {
            var patient = patient(
                    Map.of(
                            "surname",
                            "O'Brien",
                            "givenName",
                            "Siân",
                            "dateOfBirth",
                            "1984-02-29",
                            "nhsNumber",
                            "999 123 4560"),
                    Map.of("phone", "+44 (0)7700 900123", "email", "Sian@Example.org", "postcode", "cf10 1aa"));
            patient(
                    Map.of(
                            "surname",
                            "Jones",
                            "givenName",
                            "Ben",
                            "dateOfBirth",
                            "1984-02-28",
                            "nhsNumber",
                            "9991234579"),
                    Map.of("phone", "07700 900124", "email", "ben@example.org", "postcode", "CF10 1AB"));

            assertThat(records.findPatients(SearchKind.NHS_NUMBER, "9991234560"))
                    .containsExactly(patient);
            assertThat(records.findPatients(SearchKind.PHONE, "07700-900 123 ext 4"))
                    .containsExactly(patient);
            assertThat(records.findPatients(SearchKind.EMAIL, " sian@example.ORG"))
                    .containsExactly(patient);
            assertThat(records.findPatients(SearchKind.DATE_OF_BIRTH, "1984-02-29"))
                    .containsExactly(patient);
            assertThat(records.findPatients(SearchKind.POSTCODE, "CF101AA")).containsExactly(patient);
            assertThat(records.findPatients(SearchKind.SURNAME, "obrian")).containsExactly(patient);
            assertThat(records.candidates(
                            Map.of("surname", "O’Bryan", "givenName", "sian"), Set.of(SearchKind.NAME), 10))
                    .containsExactly(patient);
        }

        @Test
        void findsByNameWhoeverHasNamesExchangedMisspeltOrMissing() {
            var straight = patient(Map.of("surname", "Okafor", "givenName", "Beatrice"), Map.of());
            var exchanged = patient(Map.of("surname", "Beatrice", "givenName", "Okafor"), Map.of());
            var married = patient(Map.of("surname", "Obi", "givenName", "Beatrice"), Map.of());
            var noGivenName = patient(Map.of("surname", "Okafor"), Map.of());
            var noSurname = patient(Map.of("givenName", "Beatrice"), Map.of());
            patient(Map.of("surname", "Okafor", "givenName", "Chidi"), Map.of());

            assertThat(records.candidates(
                            Map.of("surname", "Okafor", "givenName", "Beatrice"), Set.of(SearchKind.NAME), 10))
                    .containsExactlyInAnyOrder(straight, exchanged, married, noGivenName, noSurname);
        }

        @Test
        void findsByLocalIdentifierHoweverItIsWritten() {
            var patient = patient(Map.of("localIdentifier", "H-100 234"), Map.of());

            assertThat(records.findPatients(SearchKind.LOCAL_IDENTIFIER, "h100234"))
                    .containsExactly(patient);
        }

        @Test
        void findsNobodyByWhatIsNotOfTheKind() {
            patient(Map.of("surname", "Smith", "nhsNumber", "12", "dateOfBirth", "1984-13-40"), Map.of("phone", "12"));

            assertThat(records.findPatients(SearchKind.PHONE, "12")).isEmpty();
            assertThat(records.findPatients(SearchKind.NHS_NUMBER, "12")).isEmpty();
            assertThat(records.findPatients(SearchKind.DATE_OF_BIRTH, "1984-13-40"))
                    .isEmpty();
            assertThat(records.findPatients(SearchKind.SURNAME, "!?")).isEmpty();
            assertThat(records.candidates(Map.of(), Set.of(SearchKind.values()), 10))
                    .isEmpty();
        }

        @Test
        void equalValuesOfTwoKindsHaveDifferentTerms() {
            patient(Map.of("nhsNumber", "7700900123"), Map.of("phone", "7700900123", "postcode", "7700900123"));

            assertThat(rows.queryForList("select TERM from RECORD_SEARCH_TERM", byte[].class))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }

        @Test
        void putsTheStrongestAgreementFirst() {
            var identity = Map.<String, Object>of("surname", "Khan", "givenName", "Imran", "dateOfBirth", "1990-05-06");
            var neighbour = patient(Map.of("surname", "Evans", "givenName", "Imran"), Map.of("postcode", "LS1 4AP"));
            var namesake = patient(Map.of("surname", "Khan", "givenName", "Isla"), Map.of("postcode", "AB1 2CD"));
            var same = patient(identity, Map.of("postcode", "LS1 4AP"));
            patient(Map.of("surname", "Evans", "givenName", "Owen"), Map.of("postcode", "ZZ9 9ZZ"));

            var wanted =
                    Map.of("surname", "Kahn", "givenName", "Imran", "dateOfBirth", "1990-05-06", "postcode", "LS14AP");

            assertThat(records.candidates(wanted, Set.of(SearchKind.values()), 10))
                    .startsWith(same)
                    .containsExactlyInAnyOrder(same, neighbour, namesake);
            assertThat(records.candidates(wanted, Set.of(SearchKind.values()), 1))
                    .containsExactly(same);
            assertThat(records.candidates(wanted, Set.of(SearchKind.DATE_OF_BIRTH), 10))
                    .containsExactly(same);
        }

        @Test
        void aFormerValueStillFindsThePatientAndAnAmendedOneDoesNot() {
            var letter = newLetter();
            letters.write(letter, Map.of(CONTACT, Map.of("phone", "07700900111")), "reception");
            letters.write(later(letter), Map.of(CONTACT, Map.of("phone", "07700900222")), "reception");
            assertThat(records.findPatients(SearchKind.PHONE, "07700900111")).containsExactly(letter.patientId());

            var first = records.entries(letter.episodeId(), Set.of(CONTACT)).get(0);
            records.amend(first.id(), 1, Map.of("phone", "07700900333"), "Misheard", "reception");

            assertThat(records.findPatients(SearchKind.PHONE, "07700900111")).isEmpty();
            assertThat(records.findPatients(SearchKind.PHONE, "07700900222")).containsExactly(letter.patientId());
            assertThat(records.findPatients(SearchKind.PHONE, "07700900333")).containsExactly(letter.patientId());
        }

        @Test
        void findsWhomEverythingFitsByFormerValuesToo() {
            var letter = newLetter();
            letters.write(
                    letter,
                    Map.of(IDENTITY, Map.of("surname", "Nkemi", "givenName", "Ama", "dateOfBirth", "1984-02-29")),
                    "reception");
            letters.write(
                    later(letter),
                    Map.of(IDENTITY, Map.of("surname", "Harrow"), CONTACT, Map.of("phone", "07700900111")),
                    "reception");

            for (var fits : List.of(
                    Map.of("surname", "Nkemi", "dateOfBirth", "1984-02-29", "phone", "07700 900111"),
                    Map.of("surname", "Harrow", "dateOfBirth", "1984-02-29"),
                    Map.of("surname", "Nkemi", "givenName", "A."),
                    Map.of("surname", "Ama", "givenName", "Nkemi"))) {
                assertThat(found(fits, false)).as("%s", fits).containsExactly(letter.patientId());
            }
            for (var fitsInPart : List.of(
                    Map.of("surname", "Nkemi", "dateOfBirth", "1984-02-28"),
                    Map.of("surname", "Nkemi", "phone", "07700900222"),
                    Map.of("surname", "Nkemi", "givenName", "Ben"),
                    Map.of("surname", "Nkemi", "nhsNumber", "12"),
                    Map.of("givenName", "Ama"),
                    Map.<String, String>of())) {
                assertThat(found(fitsInPart, false)).as("%s", fitsInPart).isEmpty();
            }
            assertThat(found(Map.of("surname", "Nkemi", "givenName", "Ben"), true))
                    .containsExactly(letter.patientId());
            assertThat(found(Map.of("surname", "Obi", "givenName", "Ama"), true))
                    .isEmpty();
            assertThat(found(Map.of("surname", "Nkemi", "givenName", "Ama", "dateOfBirth", "1985-02-29"), true))
                    .isEmpty();
            assertThat(found(Map.of("surname", "Nkemi", "givenName", "Ama", "dateOfBirth", "1984-02-28"), true))
                    .containsExactly(letter.patientId());
        }

        private List<String> found(Map<String, String> values, boolean nearly) {
            return records.findPatients(values, nearly, Records.MAX_FOUND);
        }

        @Test
        void givesTheNewestIdentityOfManyPatientsOverAllEpisodes() {
            var letter = newLetter();
            letters.write(
                    letter,
                    Map.of(
                            IDENTITY, Map.of("surname", "Owusu", "givenName", "Ama"),
                            CONTACT, Map.of("phone", "07700900001"),
                            CLINICAL, Map.of("findings", "secret")),
                    "reception");
            var nextEpisode = new LetterKey(
                    letter.patientId(), "second-" + letter.episodeId().substring(0, 8), "X", "w1");
            letters.write(nextEpisode, Map.of(IDENTITY, Map.of("surname", "Mensah")), "reception");
            var other = patient(Map.of("surname", "Jones"), Map.of());

            var ama = Map.<String, Object>of("surname", "Mensah", "givenName", "Ama", "phone", "07700900001");
            assertThat(records.readableIdentities(List.of(letter.patientId(), other, "nobody")))
                    .containsOnly(entry(letter.patientId(), ama), entry(other, Map.of("surname", "Jones")));
            assertThat(records.readableIdentities(List.of())).isEmpty();
            assertThat(records.identityOf(letter.patientId())).isEqualTo(ama);
            assertThat(records.identityOf("nobody")).isEmpty();
        }

        @Test
        void refusesToReadMorePatientsThanASearchAnswers() {
            var ids = IntStream.range(0, Records.MAX_FOUND + 1)
                    .mapToObj(Integer::toString)
                    .toList();

            assertThatThrownBy(() -> records.readableIdentities(ids)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> records.candidates(Map.of(), Set.of(), Records.MAX_FOUND + 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        private Entry only(LetterKey letter) {
            var entries = records.entries(letter.episodeId(), LETTER);
            assertThat(entries).hasSize(1);
            return entries.get(0);
        }

        private String patient(Map<String, Object> identity, Map<String, Object> contact) {
            var letter = newLetter();
            letters.write(letter, Map.of(IDENTITY, identity, CONTACT, contact), "reception");
            return letter.patientId();
        }
    }
}
