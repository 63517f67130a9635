package care.handrail.episodes;

import care.handrail.episodes.store.EpisodeStore;
import care.handrail.referrals.ReferredEpisodes;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the episode from which a clinician refers. */
@Component
class EpisodesOfReferrals implements ReferredEpisodes {

    private final EpisodeStore episodes;

    EpisodesOfReferrals(EpisodeStore episodes) {
        this.episodes = episodes;
    }

    @Override
    public Optional<ReferredEpisode> withReference(String reference) {
        return EpisodeReference.read(reference)
                .flatMap(episodes::withReference)
                .map(episode -> new ReferredEpisode(
                        episode.getId(), episode.patientId(), episode.site(), episode.serviceLine()));
    }
}
