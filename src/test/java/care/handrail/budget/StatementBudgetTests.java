package care.handrail.budget;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.CountingDataSource.Count;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementBudgetTests {

    private final StatementBudget budget = new StatementBudget(
            Map.of("h2", Map.of("start", new Count(60, 1), "ReviewEnquiry claim", new Count(9, 1))));

    private List<String> differences(Map<String, Count> measured) {
        return budget.differences("h2", new Costs(measured));
    }

    @Test
    void takesAStepThatCostsWhatTheBudgetSays() {
        assertThat(differences(Map.of("start", new Count(60, 1), "ReviewEnquiry claim", new Count(9, 1))))
                .isEmpty();
    }

    @Test
    void tellsWhichStepHasGrown() {
        assertThat(differences(Map.of("start", new Count(61, 1), "ReviewEnquiry claim", new Count(8, 2))))
                .containsExactlyInAnyOrder(
                        "h2, start: budget 60 statements in 1 transactions,"
                                + " measured 61 statements in 1 transactions: it has grown",
                        "h2, ReviewEnquiry claim: budget 9 statements in 1 transactions,"
                                + " measured 8 statements in 2 transactions: it has grown");
    }

    @Test
    void asksToLowerABudgetThatIsNotNeededAnyMore() {
        assertThat(differences(Map.of("start", new Count(59, 1), "ReviewEnquiry claim", new Count(9, 1))))
                .containsExactly("h2, start: budget 60 statements in 1 transactions,"
                        + " measured 59 statements in 1 transactions: lower the budget");
    }

    @Test
    void knowsStepsThatCameAndWent() {
        assertThat(differences(Map.of("start", new Count(60, 1), "ReviewEnquiry open", new Count(5, 1))))
                .hasSize(2)
                .anyMatch(sentence -> sentence.contains("ReviewEnquiry claim") && sentence.endsWith("lower the budget"))
                .anyMatch(sentence -> sentence.contains("ReviewEnquiry open") && sentence.endsWith("it has grown"));
    }
}
