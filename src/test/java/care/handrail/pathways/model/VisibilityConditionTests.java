package care.handrail.pathways.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibilityConditionTests {

    @ParameterizedTest(name = "{0} with outcome {1}, urgent {2}, visits {3}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            =outcome = "done"                                      | done  | -    | - | true
            =outcome = "done"                                      | again | -    | - | false
            =outcome = "done"                                      | -     | -    | - | false
            =outcome != "done"                                     | -     | -    | - | true
            =outcome != "done"                                     | again | -    | - | true
            =outcome != "done"                                     | done  | -    | - | false
            =outcome = null                                        | -     | -    | - | true
            =outcome != null                                       | done  | -    | - | true
            =urgent = true                                         | -     | true | - | true
            =urgent != true                                        | -     | -    | - | true
            =urgent = false                                        | -     | -    | - | false
            =visits = 2                                            | -     | -    | 2 | true
            =visits = 2.0                                          | -     | -    | 2 | true
            =visits != 2                                           | -     | -    | 3 | true
            =outcome = "done" and urgent = true                    | done  | true | - | true
            =outcome = "done" and urgent = true                    | done  | -    | - | false
            =outcome = "done" or urgent = true                     | again | true | - | true
            =outcome = "a" or outcome = "b" and urgent = true      | a     | -    | - | true
            =(outcome = "a" or outcome = "b") and urgent = true    | a     | -    | - | false
            =not(outcome = "done")                                 | -     | -    | - | true
            =not(outcome = "done" or urgent = true)                | again | true | - | false
            """)
    void answers(String feel, String outcome, String urgent, String visits, boolean holds) {
        Map<String, Object> values = new HashMap<>();
        values.put("outcome", outcome);
        values.put("urgent", urgent == null ? null : Boolean.valueOf(urgent));
        values.put("visits", visits == null ? null : Integer.valueOf(visits));

        assertThat(VisibilityCondition.parse(feel).holds(values)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outcome = \"done\"",
                "=",
                "=outcome",
                "=not outcome",
                "=outcome = ",
                "=outcome == \"done\"",
                "=outcome > 2",
                "=outcome in [\"a\"]",
                "=if outcome then true else false",
                "=contains(outcome, \"a\")",
                "=outcome = other",
                "=\"done\" = outcome",
                "=(outcome = \"done\"",
                "=outcome = \"done\")",
                "=outcome = \"done\" and",
                "=a.b = \"x\"",
                "=true"
            })
    void refusesWhatBrowserAndServerMightAnswerDifferently(String feel) {
        assertThatThrownBy(() -> VisibilityCondition.parse(feel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void tellsWhatItAsksAbout() {
        assertThat(VisibilityCondition.parse("=a = \"x\" and not(b != 2)").fields())
                .containsExactly("a", "b");
    }
}
