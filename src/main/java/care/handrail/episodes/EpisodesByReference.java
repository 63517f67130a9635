package care.handrail.episodes;

import care.handrail.episodes.store.EpisodeStore;
import care.handrail.patients.PatientReferences;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says whose the reference of an episode is. */
@Component
class EpisodesByReference implements PatientReferences {

    private final EpisodeStore episodes;

    EpisodesByReference(EpisodeStore episodes) {
        this.episodes = episodes;
    }

    @Override
    public Optional<Referred> find(String reference) {
        return EpisodeReference.read(reference)
                .flatMap(episodes::withReference)
                .map(episode ->
                        new Referred(episode.patientId(), episode.getId(), episode.site(), episode.serviceLine()));
    }
}
