package care.handrail.patients;

import care.handrail.patients.matching.Demographics;
import care.handrail.patients.matching.MatchModel;
import care.handrail.patients.matching.MatchScore;
import care.handrail.records.Records;
import care.handrail.records.SearchKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds patients who may be the same person. It proposes; a person decides.
 *
 * <p>Not everybody is compared: candidates share at least one blocking key (NHS number, local identifier, telephone,
 * e-mail, date of birth, postcode, or the sound of one name with the initial of the other). At most {@link
 * Records#MAX_FOUND} are compared, those with the most telling keys first. Whoever is left out when there are more shares
 * a crowded key only, such as the sound of a common name; only when even the telling keys are shared by more patients
 * than that is the search told to be incomplete.
 */
@Component
public class DuplicateFinder {

    /** Keys that few people share. */
    private static final Set<SearchKind> TELLING = Set.of(
            SearchKind.NHS_NUMBER,
            SearchKind.LOCAL_IDENTIFIER,
            SearchKind.PHONE,
            SearchKind.EMAIL,
            SearchKind.DATE_OF_BIRTH);

    /** The kinds of blocking keys. */
    public static final Set<SearchKind> BLOCKING = Set.of(
            SearchKind.NHS_NUMBER,
            SearchKind.LOCAL_IDENTIFIER,
            SearchKind.PHONE,
            SearchKind.EMAIL,
            SearchKind.DATE_OF_BIRTH,
            SearchKind.NAME,
            SearchKind.POSTCODE);

    private final Records records;
    private final MatchModel model = MatchModel.shipped();

    DuplicateFinder(Records records) {
        this.records = records;
    }

    /**
     * Returns the patients who may be the same person as the patient, the likeliest first; last those who share a key, but
     * of whom what is recorded cannot be read, so that nobody can tell. Permission and audit are the caller's.
     *
     * @param leaveOut ids of patients who are not compared, because somebody decided about them already
     */
    @Transactional(readOnly = true)
    public Found find(String patientId, Set<String> leaveOut) {
        var others = new LinkedHashSet<>(leaveOut);
        others.add(patientId);
        return find(records.identityOf(patientId), others);
    }

    /**
     * Returns the patients who may be the person that the values describe, in the same order. Permission and audit are the
     * caller's.
     *
     * @param described by field key, as in {@link care.handrail.records.LetterFields}
     */
    @Transactional(readOnly = true)
    public Found find(Map<String, Object> described) {
        return find(described, Set.of());
    }

    private Found find(Map<String, Object> own, Set<String> leaveOut) {
        var ids = new LinkedHashSet<>(records.candidates(own, BLOCKING, Records.MAX_FOUND));
        boolean complete = true;
        if (ids.size() >= Records.MAX_FOUND) {
            var telling = records.candidates(own, TELLING, Records.MAX_FOUND);
            complete = telling.size() < Records.MAX_FOUND;
            var rest = ids;
            ids = new LinkedHashSet<>(telling);
            ids.addAll(rest);
        }
        ids.removeAll(leaveOut);
        return new Found(scored(own, ids.stream().limit(Records.MAX_FOUND).toList()), complete);
    }

    private List<Candidate> scored(Map<String, Object> own, List<String> ids) {
        var patient = Demographics.of(own);
        var letters = records.readableIdentities(ids);
        var candidates = new ArrayList<Candidate>();
        for (var id : ids) {
            var letter = letters.get(id);
            // The index knows them, so that something is recorded of each.
            var score = letter == null ? MatchScore.UNREADABLE : model.score(patient, Demographics.of(letter));
            if (score.grade() != MatchScore.Grade.NONE) {
                candidates.add(new Candidate(id, score));
            }
        }
        return candidates.stream()
                .sorted(Comparator.comparingDouble(
                                (Candidate candidate) -> -candidate.score().bits())
                        .thenComparing(Candidate::patientId))
                .collect(Collectors.toUnmodifiableList());
    }

    /**
     * What a search found.
     *
     * @param complete whether everybody who shares a telling key was compared
     */
    public record Found(List<Candidate> candidates, boolean complete) {}

    /** A patient who may be the same person. */
    public record Candidate(String patientId, MatchScore score) {

        /** Tells whether what is recorded of them cannot be read. */
        public boolean isUnreadable() {
            return score.grade() == MatchScore.Grade.UNREADABLE;
        }
    }
}
