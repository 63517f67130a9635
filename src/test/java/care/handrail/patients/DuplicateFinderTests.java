package care.handrail.patients;

import static care.handrail.patients.matching.MatchScore.Grade.POSSIBLE;
import static care.handrail.patients.matching.MatchScore.Grade.PROBABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.patients.matching.LabelledPeople;
import care.handrail.patients.matching.LabelledPerson;
import care.handrail.records.UnreadableRecordException;
import care.handrail.testing.RoomDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Finds duplicates through the encrypted records, as the product does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuplicateFinderTests {

    private RecordsForPatients clinic;

    @BeforeAll
    void start(@TempDir Path home) {
        clinic = new RecordsForPatients(
                RoomDatabase.h2(
                        "records/001-records",
                        "records/002-several-keys",
                        "records/003-shredding",
                        "records/004-sealed-shredding",
                        "records/005-documents",
                        "records/006-uploads"),
                home);
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    /** The floors stand a little under what is measured: of 500 pairs one may be lost without notice, not ten. */
    @Test
    void findsTheDuplicatesOfFebrl1() throws Exception {
        var people = LabelledPeople.febrl(Path.of("src/test/resources/people/febrl1.csv"));
        assertThat(people).hasSize(1000);

        var evaluation = clinic.evaluate(people, clinic.write(people), 0);

        System.out.println(evaluation.report("febrl1"));
        assertThat(evaluation.blockingRecall()).isGreaterThanOrEqualTo(0.995);
        assertThat(evaluation.recall(POSSIBLE)).isGreaterThanOrEqualTo(0.99);
        assertThat(evaluation.precision(POSSIBLE)).isGreaterThanOrEqualTo(0.99);
        assertThat(evaluation.recall(PROBABLE)).isGreaterThanOrEqualTo(0.95);
        assertThat(evaluation.precision(PROBABLE)).isGreaterThanOrEqualTo(0.995);
    }

    @Test
    void leavesOutThePatientAndWhoeverIsDecided() {
        var letter = Map.of("givenName", "Angharad", "surname", "Gwynne", "dateOfBirth", "1971-10-09");
        var ids = clinic.write(List.of(new LabelledPerson("a", letter), new LabelledPerson("a", letter)));

        assertThat(clinic.finder().find(ids.get(0), Set.of()).candidates())
                .extracting(DuplicateFinder.Candidate::patientId)
                .containsExactly(ids.get(1));
        assertThat(clinic.finder().find(ids.get(0), Set.of(ids.get(1))).candidates())
                .isEmpty();
    }

    @Test
    void goesOnAmongWhatItCanReadAndNamesWhomItCannot() {
        var letter = Map.of("givenName", "Blodwen", "surname", "Prosser", "dateOfBirth", "1962-03-14");
        var person = new LabelledPerson("b", letter);
        var ids = clinic.write(List.of(person, person, person, person));
        clinic.damage(ids.get(1));
        clinic.removeEntries(ids.get(2));

        var found = clinic.finder().find(ids.get(0), Set.of()).candidates();

        assertThat(found).hasSize(3);
        assertThat(found.get(0).patientId()).isEqualTo(ids.get(3));
        assertThat(found.get(0).score().grade()).isEqualTo(PROBABLE);
        assertThat(found.subList(1, 3))
                .allMatch(DuplicateFinder.Candidate::isUnreadable)
                .extracting(DuplicateFinder.Candidate::patientId)
                .containsExactlyInAnyOrder(ids.get(1), ids.get(2));
    }

    @Test
    void doesNotSearchOnHalfOfThePatientsOwnLetter() {
        var id = clinic.write(List.of(new LabelledPerson(
                        "c", Map.of("givenName", "Ceri", "surname", "Vaughan", "phone", "01632 960111"))))
                .get(0);
        clinic.damage(id);

        assertThatThrownBy(() -> clinic.finder().find(id, Set.of())).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void findsNobodyForAPatientOfWhomNothingIsRecorded() {
        var found = clinic.finder().find("00000000-0000-0000-0000-000000000000", Set.of());
        assertThat(found.candidates()).isEmpty();
        assertThat(found.complete()).isTrue();
    }

    @Test
    void keepsTheLikeliestAmongMoreThanCanBeComparedAndSaysWhenTheListIsCut() {
        var crowd = IntStream.range(0, 250)
                .mapToObj(i -> new LabelledPerson(
                        "lodger-" + i,
                        Map.of(
                                "givenName", "G" + letters(i),
                                "surname", "Q" + letters(i * 31),
                                "postcode", "ZZ99 9ZZ")))
                .toList();
        clinic.write(crowd);
        var hostel = Map.of(
                "givenName", "Xanthe", "surname", "Yarborough", "postcode", "ZZ99 9ZZ", "nhsNumber", "9990000018");
        var ids = clinic.write(List.of(
                new LabelledPerson("x", hostel),
                new LabelledPerson(
                        "x",
                        Map.of(
                                "givenName",
                                "Xanthe",
                                "surname",
                                "Zebedee",
                                "dateOfBirth",
                                "1980-02-03",
                                "nhsNumber",
                                "9990000018"))));

        var found = clinic.finder().find(ids.get(0), Set.of());
        assertThat(found.candidates())
                .extracting(DuplicateFinder.Candidate::patientId)
                .containsExactly(ids.get(1));
        assertThat(found.complete())
                .as("a crowded postcode alone cuts nobody who matters")
                .isTrue();

        var sharedPhone = IntStream.range(0, 250)
                .mapToObj(i -> new LabelledPerson(
                        "resident-" + i,
                        Map.of(
                                "givenName",
                                "G" + letters(i),
                                "surname",
                                "Q" + letters(i * 17),
                                "phone",
                                "01632 960777")))
                .toList();
        var residents = clinic.write(sharedPhone);
        assertThat(clinic.finder().find(residents.get(0), Set.of()).complete()).isFalse();
    }

    private static String letters(int number) {
        return Integer.toString(number + 1000, 26)
                .chars()
                .mapToObj(c -> String.valueOf((char) ('a' + Character.digit(c, 26))))
                .reduce("", String::concat);
    }
}
