package care.handrail.budget;

import care.handrail.testing.CountingDataSource.Count;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How many statements and transactions each step of the main pathway may take.
 *
 * @param databases the steps in order, by the name of the database
 */
record StatementBudget(Map<String, Map<String, Count>> databases) {

    /** System property: write what is measured into the file instead of failing. */
    static final String WRITE = "handrail.budget.write";

    static final Path FILE = Path.of("src/test/resources/statement-budget.yaml");

    private static final String HEAD = """
            # What each step of the main pathway costs: SQL statements in transactions, exact. A test fails when a figure
            # changes. Whoever means it has the file written anew and says in the commit why:
            # ./mvnw test -Dtest='StatementBudget*Tests' -Dhandrail.budget.write=true
            """;

    /** Reads the file. */
    static StatementBudget read() {
        try {
            return new StatementBudget(
                    new ObjectMapper(new YAMLFactory()).readValue(FILE.toFile(), new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the budget of a database; without a step when the file has none for it. */
    Costs of(String database) {
        return new Costs(databases.getOrDefault(database, Map.of()));
    }

    /** Returns the same with other figures for one database. */
    StatementBudget with(String database, Costs measured) {
        var changed = new LinkedHashMap<>(databases);
        changed.put(database, measured.steps());
        return new StatementBudget(changed);
    }

    void write() {
        var text = new StringBuilder(HEAD);
        databases.forEach((database, steps) -> {
            text.append(database).append(":\n");
            steps.forEach((step, count) -> text.append("  %-28s { statements: %3d, transactions: %d }%n"
                    .formatted(step + ":", count.statements(), count.transactions())));
        });
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns one sentence for each step whose cost is not what the budget says. */
    List<String> differences(String database, Costs measured) {
        var budget = of(database);
        var steps = new LinkedHashSet<>(budget.steps().keySet());
        steps.addAll(measured.steps().keySet());
        var differences = new ArrayList<String>();
        for (var step : steps) {
            var allowed = budget.of(step);
            var cost = measured.of(step);
            if (!cost.equals(allowed)) {
                boolean grown =
                        cost.statements() > allowed.statements() || cost.transactions() > allowed.transactions();
                differences.add("%s, %s: budget %s, measured %s: %s"
                        .formatted(
                                database,
                                step,
                                words(allowed),
                                words(cost),
                                grown ? "it has grown" : "lower the budget"));
            }
        }
        return differences;
    }

    private static String words(Count count) {
        return count.statements() + " statements in " + count.transactions() + " transactions";
    }
}
