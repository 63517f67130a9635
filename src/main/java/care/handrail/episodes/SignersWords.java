package care.handrail.episodes;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows the author of a paper what whoever did not sign it wrote. */
@Component
class SignersWords implements LetterSource {

    private final EpisodeSignOffs signOffs;

    SignersWords(EpisodeSignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public boolean supplies(String form, String field) {
        return field.equals(EpisodeSignOffs.NOTE) && paper(form).isPresent();
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        return fields.contains(EpisodeSignOffs.NOTE) && classes.contains(DataClass.CLINICAL)
                ? paper(key.form())
                        .map(paper -> signOffs.note(paper, key.patientId(), key.episodeId()))
                        .orElse(Map.of())
                : Map.of();
    }

    private static Optional<SignedPaper> paper(String form) {
        return Arrays.stream(SignedPaper.values())
                .filter(paper -> paper.form().equals(form))
                .findFirst();
    }
}
