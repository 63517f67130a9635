package care.handrail.budget;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.budget.BareEngine.Use;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.RoomDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What Handrail does besides running the diagrams must stay small beside what the engine does for them. */
class BareEngineTests {

    private static final double MOST_STATEMENTS = 1.15;
    private static final double MOST_TRANSACTIONS_FOR_SIX_WORK_ITEMS = 20;

    @Test
    void handrailStaysNearTheBareEngineOnH2() {
        staysNear("h2", RoomDatabase.h2());
    }

    @Test
    void handrailStaysNearTheBareEngineOnPostgres() {
        staysNear("postgresql", RoomDatabase.postgres());
    }

    private static void staysNear(String database, DataSource empty) {
        var handrail = StatementBudget.read().of(database);
        try (var engine = new BareEngine(empty, Use.LEAST)) {
            var bare = Costs.of(MainPathway.walk(engine));
            assertThat((double) handrail.statementsOfRequests())
                    .as("statements, opening forms included")
                    .isLessThanOrEqualTo(MOST_STATEMENTS * bare.statementsOfRequests());
            assertThat((double) handrail.withoutOpening().statementsOfRequests())
                    .as("statements")
                    .isLessThanOrEqualTo(MOST_STATEMENTS * bare.withoutOpening().statementsOfRequests());
        }
        assertThat(handrail.sum().transactions() * 6.0 / PathwayOverHttp.MAIN_PATHWAY.size())
                .as("transactions for six work items, opening forms included")
                .isLessThanOrEqualTo(MOST_TRANSACTIONS_FOR_SIX_WORK_ITEMS);
    }
}
