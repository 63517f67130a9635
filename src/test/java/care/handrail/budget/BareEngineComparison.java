package care.handrail.budget;

import care.handrail.budget.BareEngine.Use;
import care.handrail.testing.CountingDataSource.Count;
import care.handrail.testing.RoomDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Prints what the main pathway costs in Handrail, as the budget has it, beside what the same models cost on the bare engine.
 * Run it with {@code ./mvnw test -Dtest=BareEngineComparison}; {@code tools/bench/README.md} says how to read it.
 */
class BareEngineComparison {

    private static final double WORK_ITEMS = 13;

    @Test
    void printsWhatHandrailAdds() {
        print("h2", RoomDatabase::h2);
        print("postgresql", RoomDatabase::postgres);
    }

    private static void print(String database, Function<String[], DataSource> emptyDatabase) {
        var handrail = StatementBudget.read().databases().get(database);
        var bare = new LinkedHashMap<Use, Map<String, Count>>();
        for (var use : Use.values()) {
            try (var engine = new BareEngine(emptyDatabase.apply(new String[0]), use)) {
                var counts = new LinkedHashMap<String, Count>();
                MainPathway.walk(engine).forEach((step, trace) -> counts.put(step, trace.count()));
                bare.put(use, counts);
            }
        }
        System.out.printf("%n%s%n", database);
        for (var use : Use.values()) {
            System.out.printf("  %-13s bare engine, history %s, %s%n", use, use.history, use.words);
        }
        System.out.printf("%n  %-26s%9s", "statements of each step", "Handrail");
        bare.keySet().forEach(use -> System.out.printf("%22s", use));
        System.out.println();
        handrail.forEach((step, count) ->
                line(step, count, bare, counts -> counts.getOrDefault(step, new Count(0, 0))));
        System.out.println();
        line("all", StatementBudget.sum(handrail), bare, StatementBudget::sum);
        var acts = acts(handrail);
        line("all but opening forms", acts, bare, counts -> acts(counts));
        System.out.printf(
                "%n  for six work items, opening forms left out: %.0f statements, %.1f transactions%n",
                acts.statements() * 6 / WORK_ITEMS, acts.transactions() * 6 / WORK_ITEMS);
        System.out.printf(
                "  for six work items, opening forms included: %.0f statements, %.1f transactions%n",
                StatementBudget.sum(handrail).statements() * 6 / WORK_ITEMS,
                StatementBudget.sum(handrail).transactions() * 6 / WORK_ITEMS);
    }

    private static void line(
            String name, Count ours, Map<Use, Map<String, Count>> bare, Function<Map<String, Count>, Count> theirs) {
        System.out.printf("  %-26s%9d", name, ours.statements());
        bare.values().forEach(counts -> {
            var count = theirs.apply(counts);
            System.out.printf("%14d  %6.3f", count.statements(), (double) ours.statements() / count.statements());
        });
        System.out.println();
    }

    private static Count acts(Map<String, Count> steps) {
        var acts = new LinkedHashMap<>(steps);
        acts.keySet().removeIf(step -> step.endsWith(" open"));
        return StatementBudget.sum(acts);
    }
}
