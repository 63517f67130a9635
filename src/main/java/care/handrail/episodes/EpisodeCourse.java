package care.handrail.episodes;

import static care.handrail.episodes.EpisodeVariables.EPISODE_OUTCOME;

import care.handrail.access.CareTeams;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.Pathways;
import care.handrail.referrals.EndOfCare;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The course of an episode as the diagrams steer it. Nobody's permission is asked: a diagram reached its step by the hand
 * of somebody who may.
 */
@Service
public class EpisodeCourse {

    private final EpisodeStore episodes;
    private final Pathways pathways;
    private final CareTeams careTeams;
    private final EndOfCare endOfCare;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EpisodeCourse(
            EpisodeStore episodes,
            Pathways pathways,
            CareTeams careTeams,
            EndOfCare endOfCare,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.episodes = episodes;
        this.pathways = pathways;
        this.careTeams = careTeams;
        this.endOfCare = endOfCare;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Records that the episode has come to a stage; one that it is at already is not recorded again. */
    @Transactional
    public void reach(String episodeId, EpisodeStatus stage) {
        locked(episodeId).become(stage, clock.instant());
    }

    /**
     * Finishes the episode at the end of its own pathway; one that has been ended early keeps its reason.
     *
     * @param outcome {@code discharged}, or the code of an {@link EndReason}
     * @param retentionDate beginning of the day until which the record has to be kept, in the clinic's zone; empty when
     *     nobody has chosen one
     */
    @Transactional
    public void finish(String episodeId, String outcome, Optional<Date> retentionDate) {
        var episode = locked(episodeId);
        if (finish(episode, outcome)) {
            retentionDate
                    .map(day -> LocalDate.ofInstant(day.toInstant(), clock.getZone()))
                    .ifPresent(episode::keepUntil);
            careTeams.endEpisode(episodeId);
            audit.record(Permission.event(Kind.EPISODE_ENDED, episode).with(outcome));
            endOfCare.careEnded(episodeId, outcome);
        }
    }

    private boolean finish(Episode episode, String outcome) {
        if (outcome.equals(EpisodeStatus.DISCHARGED.code())) {
            return episode.become(EpisodeStatus.DISCHARGED, clock.instant());
        }
        var reason = EndReason.ofCode(outcome)
                .orElseThrow(() -> new IllegalStateException("An episode does not end with " + outcome + "."));
        return episode.close(reason, clock.instant());
    }

    /**
     * Ends the episode early: closes it with the reason, then ends every open step of its pathway. Where it stood is
     * kept, so that a mistaken ending can be undone; drafts and letters stay.
     *
     * @throws EpisodeConflictException when it has ended already
     */
    @Transactional
    public void end(String episodeId, EndReason reason) {
        var episode = locked(episodeId);
        if (!episode.close(reason, clock.instant())) {
            throw new EpisodeConflictException("The episode %s is closed already.".formatted(episode.reference()));
        }
        pathways.end(episodeId, Map.of(EPISODE_OUTCOME.name(), reason.code())).ifPresent(episode::keepForReopening);
        careTeams.endEpisode(episodeId);
        audit.record(Permission.event(Kind.EPISODE_ENDED, episode).with(reason.code()));
        endOfCare.careEnded(episodeId, reason.code());
        events.publishEvent(new EpisodeEndedEarly(episodeId));
    }

    /**
     * Undoes a mistaken ending: the patient is back at exactly the steps where they stood, with the deadlines that they
     * had.
     *
     * @throws EpisodeConflictException when the episode was not ended early
     */
    @Transactional
    public void reopen(String episodeId) {
        var episode = locked(episodeId);
        var endedAt = episode.endedAt();
        var whereItStood = episode.reopen();
        // Before the work items are given back to their owners, who would be on the team for the grace only.
        careTeams.reopenEpisode(episodeId);
        pathways.resume(episodeId, whereItStood);
        audit.record(Permission.event(Kind.EPISODE_REOPENED, episode)
                .with(episode.status().code()));
        endOfCare.careGoesOn(episodeId);
        events.publishEvent(new EpisodeReopened(episodeId, endedAt.orElseThrow()));
    }

    /**
     * Gives a clinician the work item "See this enquiry now", beside whatever else is open.
     *
     * @throws EpisodeConflictException when the pathway has ended
     */
    @Transactional
    public void passToClinician(String episodeId) {
        var episode = locked(episodeId);
        if (!pathways.correlate("PassedToClinician", episodeId, Map.of())) {
            throw new EpisodeConflictException(
                    "The episode %s has ended. Start a new enquiry, and pass that one to a clinician."
                            .formatted(episode.reference()));
        }
        audit.record(Permission.event(Kind.ENQUIRY_PASSED_TO_CLINICIAN, episode));
    }

    private Episode locked(String episodeId) {
        return episodes.lock(episodeId).orElseThrow(EpisodeNotFoundException::new);
    }
}
