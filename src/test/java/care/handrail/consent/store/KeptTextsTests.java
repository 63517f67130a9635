package care.handrail.consent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.consent.ConsentEntry;
import care.handrail.consent.ConsentEntry.Kind;
import care.handrail.consent.ConsentText;
import care.handrail.consent.ConsentTextsOf;
import care.handrail.consent.Performer;
import care.handrail.shared.StartRefusedException;
import care.handrail.testing.RoomDatabase;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A text that somebody was given never changes silently. */
class KeptTextsTests {

    private static final String CHANGELOG = "consent/001-consents";

    static Stream<Named<Supplier<DataSource>>> databases() {
        return Stream.of(
                Named.of("H2", () -> RoomDatabase.h2(CHANGELOG)),
                Named.of("PostgreSQL", () -> RoomDatabase.postgres(CHANGELOG)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesToStartWithOtherWordsInATextThatWasGiven(Supplier<DataSource> database) {
        var rows = new JdbcTemplate(database.get());
        start(rows, "Old words.");
        give(rows, ConsentTextsOf.text("Old words."));

        assertThatThrownBy(() -> start(rows, "New words."))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("Notice, version 1 (en)")
                .hasMessageContaining("next version");
        assertThat(kept(rows)).containsExactly("Old words.");
        start(rows, "Old words.");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takesOtherWordsInATextThatNobodyWasGiven(Supplier<DataSource> database) {
        var rows = new JdbcTemplate(database.get());
        start(rows, "Old words.");
        start(rows, "New words.");
        assertThat(kept(rows)).containsExactly("New words.");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsATextWhoseFileHasGone(Supplier<DataSource> database) {
        var rows = new JdbcTemplate(database.get());
        start(rows, "Old words.");
        new KeptTexts(rows, ConsentTextsOf.texts());
        assertThat(kept(rows)).containsExactly("Old words.");
    }

    private static void start(JdbcTemplate rows, String words) {
        new KeptTexts(rows, ConsentTextsOf.texts(ConsentTextsOf.text(words)));
    }

    private static List<String> kept(JdbcTemplate rows) {
        return rows.query("select body from hr_consent_text", (row, n) -> row.getString("body"));
    }

    private static void give(JdbcTemplate rows, ConsentText text) {
        var entry = new ConsentEntry(
                "1",
                "patient-1",
                null,
                Kind.TOLD,
                text.purpose(),
                null,
                null,
                new ConsentEntry.TextVersion(text.id(), text.version(), text.language(), text.hash()),
                Performer.PATIENT,
                null,
                "in-person",
                "reception",
                Instant.parse("2026-11-20T09:00:00Z"));
        new ConsentTable(rows).add(entry);
        assertThat(new ConsentTable(rows).of(List.of("patient-1"))).containsExactly(entry);
    }
}
