package care.handrail.budget;

import care.handrail.budget.BareEngine.Use;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.RoomDatabase;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Prints what the main pathway costs in Handrail, as the budget has it, beside what the same models cost on the bare
 * engine. Run it with {@code ./mvnw test -Dtest=BareEngineComparison}; {@code tools/bench/README.md} says how to read it.
 */
class BareEngineComparison {

    @Test
    void printsWhatHandrailAdds() {
        System.out.println();
        for (var use : Use.values()) {
            System.out.printf("%-13s bare engine, history %s, %s%n", use, use.history, use.words);
        }
        print("h2", RoomDatabase::h2);
        print("postgresql", RoomDatabase::postgres);
    }

    private static void print(String database, Supplier<DataSource> empty) {
        var handrail = StatementBudget.read().of(database);
        Map<Use, Costs> bare = new EnumMap<>(Use.class);
        for (var use : Use.values()) {
            try (var engine = new BareEngine(empty.get(), use)) {
                bare.put(use, Costs.of(MainPathway.walk(engine)));
            }
        }
        System.out.printf("%n%-28s%8s", database + ", statements", "Handrail");
        bare.keySet().forEach(use -> System.out.printf("%22s", use));
        System.out.println();
        handrail.steps()
                .keySet()
                .forEach(step ->
                        line(step, handrail, bare, costs -> costs.of(step).statements()));
        line("all", handrail, bare, costs -> costs.sum().statements());
        line(
                "all but opening forms",
                handrail,
                bare,
                costs -> costs.withoutOpening().sum().statements());
        line("all, by requests", handrail, bare, Costs::statementsOfRequests);
        line(
                "all but opening, by requests",
                handrail,
                bare,
                costs -> costs.withoutOpening().statementsOfRequests());
        sixWorkItems("opening forms included", handrail);
        sixWorkItems("but opening forms", handrail.withoutOpening());
    }

    private static void line(String name, Costs handrail, Map<Use, Costs> bare, ToIntFunction<Costs> part) {
        int ours = part.applyAsInt(handrail);
        System.out.printf("%-28s%8d", name, ours);
        bare.values().forEach(costs -> {
            int theirs = part.applyAsInt(costs);
            System.out.print(
                    theirs == 0 ? "%22s".formatted("-") : "%14d  %6.3f".formatted(theirs, (double) ours / theirs));
        });
        System.out.println();
    }

    private static void sixWorkItems(String what, Costs costs) {
        double share = 6.0 / PathwayOverHttp.MAIN_PATHWAY.size();
        System.out.printf(
                "for six work items, %s: %.0f statements, %.1f transactions%n",
                what, costs.sum().statements() * share, costs.sum().transactions() * share);
    }
}
