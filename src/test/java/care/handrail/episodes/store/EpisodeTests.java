package care.handrail.episodes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.episodes.EndReason;
import care.handrail.episodes.EpisodeConflictException;
import care.handrail.episodes.EpisodeStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpisodeTests {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-09T16:30:00Z");

    private final Episode episode = new Episode(
            "e-1",
            "K7QM-2XWD",
            "p-1",
            "PatientPathway",
            new Episode.Origin("patient", null, "north", "general-practice"),
            NOW);

    @Test
    void beginsAsAnEnquiry() {
        assertThat(episode.status()).isEqualTo(EpisodeStatus.ENQUIRY);
        assertThat(episode.openedAt()).isEqualTo(NOW);
        assertThat(episode.endedAt()).isEmpty();
    }

    @Test
    void allowsExactlyTheTransitionsOfTheCourseOfCare() {
        var allowed = Map.of(
                EpisodeStatus.ENQUIRY, EnumSet.of(EpisodeStatus.IN_ASSESSMENT, EpisodeStatus.CLOSED),
                EpisodeStatus.IN_ASSESSMENT,
                        EnumSet.of(
                                EpisodeStatus.IN_TREATMENT,
                                EpisodeStatus.IN_FOLLOW_UP,
                                EpisodeStatus.DISCHARGED,
                                EpisodeStatus.CLOSED),
                EpisodeStatus.IN_TREATMENT,
                        EnumSet.of(
                                EpisodeStatus.IN_ASSESSMENT,
                                EpisodeStatus.IN_FOLLOW_UP,
                                EpisodeStatus.DISCHARGED,
                                EpisodeStatus.CLOSED),
                EpisodeStatus.IN_FOLLOW_UP,
                        EnumSet.of(
                                EpisodeStatus.IN_ASSESSMENT,
                                EpisodeStatus.IN_TREATMENT,
                                EpisodeStatus.DISCHARGED,
                                EpisodeStatus.CLOSED),
                EpisodeStatus.DISCHARGED, Set.<EpisodeStatus>of(),
                EpisodeStatus.CLOSED, Set.<EpisodeStatus>of());
        for (var from : EpisodeStatus.values()) {
            for (var to : EpisodeStatus.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(allowed.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @Test
    void refusesAStatusThatCannotFollow() {
        assertThatThrownBy(() -> episode.become(EpisodeStatus.IN_TREATMENT, NOW))
                .isInstanceOf(EpisodeConflictException.class)
                .hasMessage("The episode K7QM-2XWD is enquiry and cannot become in-treatment.");
        assertThat(episode.status()).isEqualTo(EpisodeStatus.ENQUIRY);
    }

    @Test
    void reachingAStageAgainChangesNothing() {
        assertThat(episode.become(EpisodeStatus.IN_ASSESSMENT, NOW)).isTrue();
        assertThat(episode.become(EpisodeStatus.IN_ASSESSMENT, LATER)).isFalse();
    }

    @Test
    void dischargeEndsTheEpisode() {
        episode.become(EpisodeStatus.IN_ASSESSMENT, NOW);
        episode.become(EpisodeStatus.DISCHARGED, LATER);

        assertThat(episode.endedAt()).contains(LATER);
        assertThat(episode.endReason()).isEmpty();
    }

    @Test
    void closingKeepsTheFirstReason() {
        assertThat(episode.close(EndReason.DIED, NOW)).isTrue();
        assertThat(episode.close(EndReason.MOVED, LATER)).isFalse();

        assertThat(episode.endReason()).contains(EndReason.DIED);
        assertThat(episode.endedAt()).contains(NOW);
    }

    @Test
    void refusesToCloseADischargedEpisode() {
        episode.become(EpisodeStatus.IN_ASSESSMENT, NOW);
        episode.become(EpisodeStatus.DISCHARGED, NOW);

        assertThatThrownBy(() -> episode.close(EndReason.DIED, LATER)).isInstanceOf(EpisodeConflictException.class);
        assertThat(episode.endReason()).isEmpty();
    }

    @Test
    void reopeningGivesBackWhereThePatientStood() {
        episode.become(EpisodeStatus.IN_ASSESSMENT, NOW);
        episode.close(EndReason.WITHDREW, NOW);
        episode.keepForReopening("[]");

        assertThat(episode.reopen()).isEqualTo("[]");
        assertThat(episode.status()).isEqualTo(EpisodeStatus.IN_ASSESSMENT);
        assertThat(episode.endReason()).isEmpty();
        assertThat(episode.endedAt()).isEmpty();
    }

    @Test
    void refusesToReopenWhatIsNotClosedOrCameToItsOwnEnd() {
        assertThatThrownBy(episode::reopen)
                .hasMessage("The episode K7QM-2XWD is enquiry, not closed: there is nothing to reopen.");
        episode.close(EndReason.SIGNPOSTED, NOW);
        assertThatThrownBy(episode::reopen)
                .isInstanceOf(EpisodeConflictException.class)
                .hasMessageContaining("came to its own end");
        assertThat(episode.status()).isEqualTo(EpisodeStatus.CLOSED);
    }
}
