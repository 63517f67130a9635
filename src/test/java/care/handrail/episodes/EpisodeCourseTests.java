package care.handrail.episodes;

import static care.handrail.episodes.EpisodesInMemory.trail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pathways;
import care.handrail.referrals.EndOfCare;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.CareTeamNotes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpisodeCourseTests {

    private static final Instant NOW = Instant.parse("2026-03-09T16:30:00Z");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** In summer time the day begins while it is still the day before in the database. */
    private static final LocalDate KEEP_UNTIL = LocalDate.of(2034, 7, 1);

    private final EpisodesInMemory episodes = new EpisodesInMemory();
    private final Engine engine = new Engine();
    private final AuditNotes audit = new AuditNotes();
    private final CareTeamNotes careTeams = new CareTeamNotes();
    private final Referrers endOfCare = new Referrers();
    private final List<Object> told = new ArrayList<>();
    private final EpisodeCourse course = new EpisodeCourse(
            episodes.store(), engine, careTeams, endOfCare, audit, told::add, Clock.fixed(NOW, LONDON));

    @Test
    void comesToAStageOnceHoweverOftenItIsReached() {
        var episode = episodes.at(EpisodeStatus.ENQUIRY);

        course.reach(episode.getId(), EpisodeStatus.IN_ASSESSMENT);
        course.reach(episode.getId(), EpisodeStatus.IN_ASSESSMENT);

        assertThat(episode.status()).isEqualTo(EpisodeStatus.IN_ASSESSMENT);
    }

    @Test
    void endsTheCareTeamWithTheEpisodeAndBringsItBackWhenTheEpisodeIsReopened() {
        var episode = episodes.at(EpisodeStatus.IN_TREATMENT);
        careTeams.begin(episode.patientId(), "clinician", Reason.CLAIMED, "item-1", episode.getId(), null);

        course.end(episode.getId(), EndReason.CLOSED_DUPLICATE);
        assertThat(careTeams.current("clinician", episode.patientId())).isEmpty();

        course.reopen(episode.getId());
        assertThat(careTeams.current("clinician", episode.patientId())).isPresent();
    }

    @Test
    void endsTheCareTeamWithTheDischarge() {
        var episode = episodes.at(EpisodeStatus.IN_FOLLOW_UP);
        careTeams.begin(episode.patientId(), "clinician", Reason.CLAIMED, "item-1", episode.getId(), null);

        course.finish(episode.getId(), "discharged", Optional.empty());

        assertThat(careTeams.current("clinician", episode.patientId())).isEmpty();
    }

    @Test
    void refusesAStageThatCannotFollow() {
        var episode = episodes.at(EpisodeStatus.ENQUIRY);

        assertThatThrownBy(() -> course.reach(episode.getId(), EpisodeStatus.IN_TREATMENT))
                .isInstanceOf(EpisodeConflictException.class);
    }

    @Test
    void keepsUntilWhenTheRecordOfADischargedPatientIsKept() {
        var episode = episodes.at(EpisodeStatus.IN_FOLLOW_UP);

        course.finish(
                episode.getId(),
                "discharged",
                Optional.of(Date.from(KEEP_UNTIL.atStartOfDay(LONDON).toInstant())));

        assertThat(episode.status()).isEqualTo(EpisodeStatus.DISCHARGED);
        assertThat(episode.endedAt()).contains(NOW);
        assertThat(episode.retentionDate()).contains(KEEP_UNTIL);
        assertThat(trail(audit)).containsExactly("EPISODE_ENDED episode:K7QM-2XWD discharged");
    }

    @Test
    void closesWithTheReasonThatItsPathwayEndedWith() {
        var episode = episodes.at(EpisodeStatus.ENQUIRY);

        course.finish(episode.getId(), "closed-no-answer", Optional.empty());

        assertThat(episode.status()).isEqualTo(EpisodeStatus.CLOSED);
        assertThat(episode.endReason()).contains(EndReason.CLOSED_NO_ANSWER);
        assertThat(episode.retentionDate()).isEmpty();
        assertThat(trail(audit)).containsExactly("EPISODE_ENDED episode:K7QM-2XWD closed-no-answer");
    }

    @Test
    void endsWithNothingButAKnownOutcome() {
        var episode = episodes.at(EpisodeStatus.IN_ASSESSMENT);

        assertThatThrownBy(() -> course.finish(episode.getId(), "treat", Optional.empty()))
                .hasMessageContaining("does not end with treat");
        assertThat(episode.status()).isEqualTo(EpisodeStatus.IN_ASSESSMENT);
        assertThat(trail(audit)).isEmpty();
    }

    @Test
    void keepsTheReasonOfAnEpisodeThatWasEndedBeforeItsPathwayCameToTheEnd() {
        var episode = episodes.at(EpisodeStatus.IN_TREATMENT);
        course.end(episode.getId(), EndReason.DIED);

        course.finish(episode.getId(), "moved", Optional.empty());

        assertThat(episode.endReason()).contains(EndReason.DIED);
        assertThat(trail(audit)).containsExactly("EPISODE_ENDED episode:K7QM-2XWD died");
    }

    @Test
    void endsEveryOpenStepAndTellsThemWhy() {
        var episode = episodes.at(EpisodeStatus.IN_TREATMENT);

        course.end(episode.getId(), EndReason.WITHDREW);

        assertThat(episode.status()).isEqualTo(EpisodeStatus.CLOSED);
        assertThat(engine.calls).containsExactly("end episode-1 {episodeOutcome=withdrew}");
        assertThat(told).containsExactly(new EpisodeEndedEarly("episode-1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "DISCHARGED"})
    void endsNothingTwice(EpisodeStatus ended) {
        var episode = episodes.at(ended);

        assertThatThrownBy(() -> course.end(episode.getId(), EndReason.MOVED))
                .isInstanceOf(EpisodeConflictException.class);
        assertThat(engine.calls).isEmpty();
        assertThat(trail(audit)).isEmpty();
    }

    @Test
    void putsThePatientBackWhereTheyStood() {
        var episode = episodes.at(EpisodeStatus.IN_TREATMENT);
        course.end(episode.getId(), EndReason.DIED);

        course.reopen(episode.getId());

        assertThat(episode.status()).isEqualTo(EpisodeStatus.IN_TREATMENT);
        assertThat(episode.endReason()).isEmpty();
        assertThat(engine.calls).last().isEqualTo("resume episode-1 where it stood");
        assertThat(told).last().isEqualTo(new EpisodeReopened("episode-1", NOW));
        assertThat(trail(audit)).last().isEqualTo("EPISODE_REOPENED episode:K7QM-2XWD in-treatment");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_TREATMENT", "CLOSED", "DISCHARGED"})
    void putsNobodyBackWhoseStepsWereNotEnded(EpisodeStatus status) {
        var episode = episodes.at(status);

        assertThatThrownBy(() -> course.reopen(episode.getId())).isInstanceOf(EpisodeConflictException.class);
        assertThat(engine.calls).isEmpty();
        assertThat(trail(audit)).isEmpty();
    }

    @Test
    void tellsTheRoomOfReferralsOfEachEndOnceAndOfItsUndoing() {
        var episode = episodes.at(EpisodeStatus.IN_TREATMENT);

        course.end(episode.getId(), EndReason.WITHDREW);
        course.finish(episode.getId(), "moved", Optional.empty());
        course.reopen(episode.getId());
        course.finish(episode.getId(), "discharged", Optional.empty());
        course.finish(episode.getId(), "discharged", Optional.empty());

        assertThat(endOfCare.calls)
                .containsExactly("ended episode-1 withdrew", "goes on episode-1", "ended episode-1 discharged");
    }

    @Test
    void asksAClinicianToLook() {
        var episode = episodes.at(EpisodeStatus.ENQUIRY);

        course.passToClinician(episode.getId());

        assertThat(engine.calls).containsExactly("PassedToClinician episode-1");
        assertThat(trail(audit)).containsExactly("ENQUIRY_PASSED_TO_CLINICIAN episode:K7QM-2XWD");
    }

    @Test
    void tellsWhoeverPassesOnAnEpisodeThatHasEnded() {
        var episode = episodes.at(EpisodeStatus.ENQUIRY);
        engine.running = false;

        assertThatThrownBy(() -> course.passToClinician(episode.getId()))
                .isInstanceOf(EpisodeConflictException.class)
                .hasMessageContaining("Start a new enquiry");
        assertThat(trail(audit)).isEmpty();
    }

    @Test
    void knowsNoOtherEpisode() {
        assertThatThrownBy(() -> course.end("episode-2", EndReason.MOVED)).isInstanceOf(EpisodeNotFoundException.class);
    }

    /** Notes what it was told. */
    private static final class Referrers implements EndOfCare {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void careEnded(String episodeId, String outcome) {
            calls.add("ended " + episodeId + " " + outcome);
        }

        @Override
        public void careGoesOn(String episodeId) {
            calls.add("goes on " + episodeId);
        }
    }

    /** Does nothing, and notes what it was asked to. */
    private static final class Engine implements Pathways {

        private final List<String> calls = new ArrayList<>();
        private boolean running = true;

        @Override
        public boolean correlate(String message, String episodeId, Map<String, Object> variables) {
            calls.add(message + " " + episodeId);
            return running;
        }

        @Override
        public <T> boolean correlate(String message, String episodeId, PathwayVariable<T> variable, T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> end(String episodeId, Map<String, Object> variables) {
            calls.add("end " + episodeId + " " + variables);
            return Optional.of("where it stood");
        }

        @Override
        public void resume(String episodeId, String ended) {
            calls.add("resume " + episodeId + " " + ended);
        }

        @Override
        public String submitStart(String processId, Map<String, Object> values) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String start(String processId, String episodeId, Map<String, Object> variables) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OpenStep> openSteps(String episodeId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> envelope(String episodeId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int retry(String episodeId) {
            throw new UnsupportedOperationException();
        }
    }
}
