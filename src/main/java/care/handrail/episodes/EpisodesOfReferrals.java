package care.handrail.episodes;

import care.handrail.access.DataClass;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.LetterStore;
import care.handrail.referrals.ReferredEpisodes;
import care.handrail.signoffs.SignOffs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the episode from which a clinician refers, and what was written at its end. */
@Component
class EpisodesOfReferrals implements ReferredEpisodes {

    private static final Map<String, String> SUMMARY = summary();

    private final EpisodeStore episodes;
    private final LetterStore letters;
    private final SignOffs signOffs;

    EpisodesOfReferrals(EpisodeStore episodes, LetterStore letters, SignOffs signOffs) {
        this.episodes = episodes;
        this.letters = letters;
        this.signOffs = signOffs;
    }

    @Override
    public Optional<ReferredEpisode> withReference(String reference) {
        return EpisodeReference.read(reference)
                .flatMap(episodes::withReference)
                .map(episode -> new ReferredEpisode(
                        episode.getId(), episode.patientId(), episode.site(), episode.serviceLine()));
    }

    @Override
    public Optional<String> signedSummary(String episodeId) {
        return episodes.findById(episodeId)
                .filter(episode -> episode.status() == EpisodeStatus.DISCHARGED)
                .filter(episode -> signOffs.signed(SignedPaper.DISCHARGE_SUMMARY.kind(), episodeId))
                .map(episode ->
                        letters.latest(episode.patientId(), episodeId, SUMMARY.keySet(), Set.of(DataClass.CLINICAL)))
                .filter(said -> !said.isEmpty())
                .map(said -> SUMMARY.entrySet().stream()
                        .filter(part -> said.containsKey(part.getKey()))
                        .map(part -> part.getValue() + ":\n" + said.get(part.getKey()))
                        .collect(Collectors.joining("\n\n")));
    }

    /** The fields of the form {@code WriteSummary} that are signed and go out, in the order of the letter. */
    private static Map<String, String> summary() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("dischargeSummary", "What was found and done");
        parts.put("dischargeMedicines", "Medicines and changes to them");
        parts.put("dischargeAdvice", "What the patient was told to do, and when to come back");
        return parts;
    }
}
