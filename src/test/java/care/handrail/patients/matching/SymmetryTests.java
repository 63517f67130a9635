package care.handrail.patients.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether two records are of one person does not depend on which of them asks. */
class SymmetryTests {

    private static final List<String> FIELDS = List.of(
            "surname",
            "givenName",
            "dateOfBirth",
            "nhsNumber",
            "localIdentifier",
            "phone",
            "email",
            "postcode",
            "addressLine1");

    private static final int NEIGHBOURS = 50;

    private final MatchModel model = MatchModel.shipped();

    @Test
    void pairsOfFebrl1ScoreTheSameBothWays() throws Exception {
        var people = LabelledPeople.febrl(Path.of("src/test/resources/people/febrl1.csv"));
        expectSymmetry(sorted(people, "surname"), NEIGHBOURS);
        expectSymmetry(sorted(people, "localIdentifier"), NEIGHBOURS);
    }

    @Test
    void pairsOfAMadeUpTownScoreTheSameBothWays() {
        var made = new MadeUpPeople(7);
        var people = new ArrayList<LabelledPerson>();
        for (var person : made.town(100)) {
            people.add(person);
            people.add(made.again(person, MadeUpPeople.Errors.HEAVY));
        }
        expectSymmetry(people, people.size());
    }

    /** Few letters, so that what repeats within a text and between two texts is the rule. */
    @Test
    void pairsOfNonsenseScoreTheSameBothWays() {
        var random = new Random(7);
        var people = new ArrayList<LabelledPerson>();
        for (int i = 0; i < 200; i++) {
            var letter = new HashMap<String, String>();
            FIELDS.stream()
                    .filter(field -> random.nextInt(5) > 0)
                    .forEach(field -> letter.put(field, nonsense(random)));
            people.add(new LabelledPerson("person-" + i, letter));
        }
        expectSymmetry(people, people.size());
    }

    /** Scores each person and so many who follow in the list, both ways. */
    private void expectSymmetry(List<LabelledPerson> people, int following) {
        var demographics =
                people.stream().map(person -> Demographics.of(person.letter())).toList();
        for (int i = 0; i < people.size(); i++) {
            for (int j = i + 1; j < Math.min(people.size(), i + 1 + following); j++) {
                assertThat(model.score(demographics.get(i), demographics.get(j)))
                        .as("%s and %s", people.get(i).letter(), people.get(j).letter())
                        .isEqualTo(model.score(demographics.get(j), demographics.get(i)));
            }
        }
    }

    private static List<LabelledPerson> sorted(List<LabelledPerson> people, String field) {
        return people.stream()
                .sorted(Comparator.comparing(person -> person.letter().getOrDefault(field, "")))
                .toList();
    }

    private static String nonsense(Random random) {
        var text = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            text.append("aabno12 ".charAt(random.nextInt(8)));
        }
        return text.toString();
    }
}
