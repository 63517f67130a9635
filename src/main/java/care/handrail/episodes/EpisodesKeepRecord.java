package care.handrail.episodes;

import care.handrail.episodes.store.Episode;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.Pathways;
import care.handrail.records.KeepsRecord;
import care.handrail.records.RecordShredded;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the record of whoever is under care, and until the day that was set at the end of an episode. */
@Component
class EpisodesKeepRecord implements KeepsRecord {

    private final EpisodeStore episodes;
    private final Pathways pathways;
    private final Clock clock;

    EpisodesKeepRecord(EpisodeStore episodes, Pathways pathways, Clock clock) {
        this.episodes = episodes;
        this.pathways = pathways;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> whyKept(String patientId) {
        return episodes.lockAllOf(patientId).stream()
                .flatMap(episode -> whyKept(episode).stream())
                .findFirst();
    }

    private Optional<String> whyKept(Episode episode) {
        if (!episode.status().isEnded()) {
            return Optional.of("The episode %s is open: the patient is under care, and the record is needed."
                    .formatted(episode.reference()));
        }
        if (!pathways.openSteps(episode.getId()).isEmpty()) {
            return Optional.of("Work of the episode %s is still open, and the record is needed for it."
                    .formatted(episode.reference()));
        }
        return episode.retentionDate()
                .filter(day -> day.isAfter(LocalDate.now(clock)))
                .map(day -> "The record has to be kept until %s, as was set for the episode %s."
                        .formatted(day, episode.reference()));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(RecordShredded shredded) {
        episodes.lockAllOf(shredded.patientId()).forEach(Episode::forgetLetter);
    }
}
