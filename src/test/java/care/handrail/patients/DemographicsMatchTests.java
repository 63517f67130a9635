package care.handrail.patients;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.patients.matching.LabelledPerson;
import care.handrail.testing.RoomDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** To whom demographics point by themselves, through the encrypted records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemographicsMatchTests {

    private static final Map<String, String> ANGHARAD = Map.of(
            "givenName", "Angharad", "surname", "Gwynne", "dateOfBirth", "1971-10-09", "nhsNumber", "9990000018");

    private final Set<Set<String>> samePeople = new HashSet<>();
    private RecordsForPatients clinic;
    private DemographicsMatch match;
    private String angharad;

    @BeforeAll
    void start(@TempDir Path home) {
        clinic = new RecordsForPatients(
                RoomDatabase.h2(
                        "records/001-records",
                        "records/002-several-keys",
                        "records/003-shredding",
                        "records/004-sealed-shredding",
                        "records/005-documents"),
                home);
        var patients = (Patients) Proxy.newProxyInstance(
                Patients.class.getClassLoader(),
                new Class<?>[] {Patients.class},
                (proxy, method, arguments) -> samePeople.stream()
                        .filter(people -> people.contains(arguments[0]))
                        .findFirst()
                        .orElse(Set.of((String) arguments[0])));
        match = new DemographicsMatch(clinic.finder(), clinic.records(), patients);
        assertThat(NhsNumber.of(Objects.requireNonNull(ANGHARAD.get("nhsNumber"))))
                .isPresent();
        angharad = write(ANGHARAD);
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void pointsToThePatientWhoseNumberNamesAndDayOfBirthTheyAre() {
        assertThat(pointed(ANGHARAD)).containsExactly(angharad);
    }

    @Test
    void letsASlipInANamePassWithTheNumberAndNotWithoutIt() {
        assertThat(pointed(with("surname", "Gwyne"))).containsExactly(angharad);
        var withoutNumber = with("surname", "Gwyne");
        withoutNumber.remove("nhsNumber");
        assertThat(pointed(withoutNumber)).isEmpty();
    }

    @Test
    void takesExactNamesAndDayOfBirthWhereThereIsNoNumber() {
        var withoutNumber = new HashMap<String, Object>(ANGHARAD);
        withoutNumber.remove("nhsNumber");
        assertThat(pointed(withoutNumber)).containsExactly(angharad);
    }

    @Test
    void pointsToNobodyWhenAnythingContradicts() {
        assertThat(pointed(with("dateOfBirth", "1971-10-08"))).isEmpty();
        assertThat(pointed(with("surname", "Llewellyn"))).isEmpty();
        assertThat(pointed(with("givenName", "Megan"))).isEmpty();
        assertThat(pointed(with("nhsNumber", "9990000026"))).isEmpty();
    }

    @Test
    void pointsToNobodyWithANumberThatFailsItsCheckDigit() {
        assertThat(pointed(with("nhsNumber", "9990000019"))).isEmpty();
    }

    @Test
    void pointsToNobodyWithoutADayOfBirth() {
        var without = new HashMap<String, Object>(ANGHARAD);
        without.remove("dateOfBirth");
        assertThat(pointed(without)).isEmpty();
    }

    @Test
    void pointsToNobodyWhenTwoPeopleFitUnlessTheyAreOne() {
        var twin = Map.of("givenName", "Mair", "surname", "Probert", "dateOfBirth", "1980-05-05");
        var one = write(twin);
        var other = write(twin);
        assertThat(pointed(twin)).isEmpty();
        assertThat(match.find(new HashMap<>(twin)).candidates()).contains(one, other);
        samePeople.add(Set.of(one, other));
        assertThat(pointed(twin)).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void pointsToNobodyWhenSomebodyElseHasTheNumber() {
        var known = Map.of("givenName", "Nia", "surname", "Beddoe", "dateOfBirth", "1962-02-02");
        var nia = write(known);
        assertThat(pointed(known)).containsExactly(nia);
        var number = "9990000034";
        write(Map.of("givenName", "Owen", "surname", "Tudor", "dateOfBirth", "1955-03-03", "nhsNumber", number));
        var sent = new HashMap<String, Object>(known);
        sent.put("nhsNumber", number);
        assertThat(pointed(sent)).isEmpty();
    }

    @Test
    void pointsToNobodyWhenWhoSharesSomethingCannotBeCompared() {
        var known = Map.of("givenName", "Eira", "surname", "Pryce", "dateOfBirth", "1949-12-12");
        var eira = write(known);
        assertThat(pointed(known)).containsExactly(eira);
        clinic.damage(write(Map.of("givenName", "Huw", "surname", "Rees", "dateOfBirth", "1949-12-12")));
        assertThat(pointed(known)).isEmpty();
    }

    @Test
    void saysWhatAgreesAndWhatDoesNot() {
        var comparison = Objects.requireNonNull(match.compare(with("dateOfBirth", "1971-10-08"), List.of(angharad))
                .get(angharad));
        assertThat(comparison.same()).containsExactly("surname", "given name", "NHS number");
        assertThat(comparison.nearly()).containsExactly("date of birth");
        assertThat(comparison.different()).isEmpty();
    }

    private Set<String> pointed(Map<String, ?> described) {
        return match.find(new HashMap<>(described)).patients();
    }

    private static Map<String, Object> with(String field, String value) {
        var described = new HashMap<String, Object>(ANGHARAD);
        described.put(field, value);
        return described;
    }

    private String write(Map<String, String> letter) {
        return clinic.write(List.of(new LabelledPerson("a", letter))).get(0);
    }
}
