package care.handrail.patients;

import static care.handrail.patients.matching.MatchScore.Grade.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.patients.matching.Evaluation;
import care.handrail.patients.matching.LabelledPerson;
import care.handrail.patients.matching.MadeUpPeople;
import care.handrail.testing.RoomDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures how long one enquiry waits for the search for its duplicates among many patients on PostgreSQL, and how much
 * the search finds. Not part of the build; tools/bench/README.md tells how to run it and what was measured.
 */
class DuplicateSearchBenchmark {

    private static final int PATIENTS = Integer.getInteger("patients", 100_000);
    private static final int ENQUIRIES = Integer.getInteger("enquiries", 1_000);
    private static final int BATCH = 500;

    @Test
    void searchesAmongManyPatients(@TempDir Path home) {
        var pool = new HikariConfig();
        pool.setDataSource(RoomDatabase.postgres(
                "records/001-records",
                "records/002-several-keys",
                "records/003-shredding",
                "records/004-sealed-shredding",
                "records/005-documents",
                "records/006-uploads"));
        try (var database = new HikariDataSource(pool);
                var clinic = new RecordsForPatients(database, home)) {
            var made = new MadeUpPeople(20261120);
            var people = new ArrayList<>(made.town(PATIENTS));
            var errors = MadeUpPeople.Errors.values();
            for (int i = 0; i < ENQUIRIES * errors.length; i++) {
                int apart = PATIENTS / (ENQUIRIES * errors.length);
                people.add(made.again(people.get(i * apart), errors[i % errors.length]));
            }
            long started = System.nanoTime();
            var ids = new ArrayList<String>();
            for (int i = 0; i < people.size(); i += BATCH) {
                ids.addAll(clinic.write(people.subList(i, Math.min(people.size(), i + BATCH))));
            }
            System.out.printf(
                    "Loaded %,d letters in %,d s.%n", people.size(), (System.nanoTime() - started) / 1_000_000_000);
            new JdbcTemplate(database).execute("vacuum analyze");

            measure(clinic, ids, PATIENTS);
            var times = measure(clinic, ids, PATIENTS);
            report(times);
            for (var kind : errors) {
                System.out.println(evaluate(clinic, people, ids, kind).report(kind + " errors"));
            }
            assertThat(times[times.length / 2]).as("p50 in ms").isLessThan(50);
        }
    }

    /** Returns how many milliseconds each enquiry waited, shortest first. */
    private static double[] measure(RecordsForPatients clinic, List<String> ids, int first) {
        var times = new double[ids.size() - first];
        for (int i = first; i < ids.size(); i++) {
            long started = System.nanoTime();
            clinic.finder().find(ids.get(i), Set.of());
            times[i - first] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private static void report(double[] times) {
        System.out.printf(
                Locale.ROOT,
                "%,d searches among %,d patients: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms"
                        + " (%d cores, load %.1f)%n",
                times.length,
                PATIENTS,
                times[times.length / 2],
                times[times.length * 95 / 100],
                times[times.length * 99 / 100],
                times[times.length - 1],
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Each enquiry with errors of one kind asks; only pairs of an enquiry and its own first record are true. */
    private static Evaluation evaluate(
            RecordsForPatients clinic, List<LabelledPerson> people, List<String> ids, MadeUpPeople.Errors kind) {
        var some = new ArrayList<>(people.subList(0, PATIENTS));
        var theirs = new ArrayList<>(ids.subList(0, PATIENTS));
        for (int i = PATIENTS; i < people.size(); i++) {
            if (MadeUpPeople.Errors.values()[(i - PATIENTS) % MadeUpPeople.Errors.values().length] == kind) {
                some.add(people.get(i));
                theirs.add(ids.get(i));
            }
        }
        var evaluation = clinic.evaluate(some, theirs, PATIENTS);
        assertThat(evaluation.recall(POSSIBLE)).isGreaterThan(0.9);
        return evaluation;
    }
}
