package care.handrail.patients.matching;

import static care.handrail.patients.matching.MatchScore.Grade.POSSIBLE;
import static care.handrail.patients.matching.MatchScore.Grade.PROBABLE;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.patients.DuplicateFinder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the matching to floors on a made-up British town, apart from the data that its shares were counted on. */
class EvaluationTests {

    private static final int TOWN = 5_000;
    private static final int TWICE = 1_000;

    @Test
    void findsTheSamePersonAgainInATownOfHouseholds() {
        var light = evaluate(MadeUpPeople.Errors.LIGHT);
        assertThat(light.recall(POSSIBLE)).isGreaterThan(0.99);
        assertThat(light.precision(POSSIBLE)).isGreaterThan(0.95);
        assertThat(light.recall(PROBABLE)).isGreaterThan(0.93);
        assertThat(light.precision(PROBABLE)).isGreaterThan(0.99);
    }

    @Test
    void findsTheSamePersonAgainWhenMuchIsWrongOrMissing() {
        var heavy = evaluate(MadeUpPeople.Errors.HEAVY);
        assertThat(heavy.recall(POSSIBLE)).isGreaterThan(0.95);
        assertThat(heavy.precision(POSSIBLE)).isGreaterThan(0.90);
        assertThat(heavy.recall(PROBABLE)).isGreaterThan(0.80);
        assertThat(heavy.precision(PROBABLE)).isGreaterThan(0.99);
    }

    private static Evaluation evaluate(MadeUpPeople.Errors errors) {
        var made = new MadeUpPeople(20261120);
        List<LabelledPerson> people = new ArrayList<>(made.town(TOWN));
        for (int i = 0; i < TWICE; i++) {
            people.add(made.again(people.get(i * TOWN / TWICE), errors));
        }
        var evaluation = Evaluation.inMemory(people, DuplicateFinder.BLOCKING);
        System.out.println(evaluation.report("Town, " + errors + " errors"));
        return evaluation;
    }
}
