package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.InvalidFormException;
import care.handrail.testing.RoomDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two letters with one reference are in the post, and one comes back. */
class LettersBroughtBackTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);

    private final PostOffice office = new PostOffice(RoomDatabase.h2(PostOffice.CHANGELOGS), CLOCK, List.of());
    private final LettersBroughtBack start = new LettersBroughtBack(office.table, CLOCK);
    private final String older = office.ask("letter", null);
    private final String newer = office.ask("letter", null);

    @BeforeEach
    void areInThePost() {
        is(older, "PRINTED", "2026-11-03T12:00:00Z");
        is(newer, "PRINTED", "2026-11-18T12:00:00Z");
    }

    @Test
    void findsTheOneWhoseMarkIsSaid() {
        assertThat(broughtBack(mark(older))).isEqualTo(older);
        assertThat(broughtBack(mark(newer).toLowerCase(Locale.ROOT))).isEqualTo(newer);
    }

    @Test
    void asksWhichOneItIsAndNamesTheirDaysAndMarks() {
        refuses(
                null,
                "There is more than one letter with this reference",
                "18 November 2026 (" + mark(newer) + "), 3 November 2026 (" + mark(older) + ")");
    }

    @Test
    void doesNotTakeTheOtherOneWhenALetterIsEnteredTwice() {
        office.correspondence.cameBack(older);
        refuses(null, "There is more than one letter", "say which");
        refuses(mark(older), "it has come back already", "Read the mark again");
        assertThat(broughtBack(mark(newer))).isEqualTo(newer);
    }

    @Test
    void needsNoMarkWhereThereIsOneLetter() {
        office.rows.update("delete from hr_dispatch where id = ?", newer);
        assertThat(broughtBack(null)).isEqualTo(older);
        refuses("FFFG", "No letter with this reference and mark", "Read the mark again");
    }

    private void is(String id, String state, String since) {
        office.rows.update(
                "update hr_dispatch set state = ?, changed_at = ? where id = ?",
                state,
                OffsetDateTime.parse(since),
                id);
    }

    private void refuses(@Nullable String mark, String because, String what) {
        assertThatThrownBy(() -> broughtBack(mark))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining(because)
                .hasMessageContaining(what);
    }

    private String broughtBack(@Nullable String mark) {
        var said = new HashMap<String, Object>(Map.of("reference", "K7QM-2XWD", "correspondenceRecipient", "patient"));
        if (mark != null) {
            said.put("letterMark", mark);
        }
        return start.open("LetterCameBack", said, Map.of()).episodeId();
    }

    private static String mark(String id) {
        return id.substring(32).toUpperCase(Locale.ROOT);
    }
}
