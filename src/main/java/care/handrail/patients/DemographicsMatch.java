package care.handrail.patients;

import care.handrail.patients.matching.Agreement;
import care.handrail.patients.matching.Demographics;
import care.handrail.patients.matching.MatchField;
import care.handrail.patients.matching.MatchModel;
import care.handrail.patients.matching.MatchScore;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import care.handrail.records.SearchKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells to which patient the demographics of something that arrived point, by themselves and by nothing else that is known of
 * it. Stricter than {@link DuplicateFinder}, which proposes: here nobody looks again when the answer is one patient.
 */
@Component
public class DemographicsMatch {

    /** How many patients are shown to whoever has to decide. */
    public static final int MOST_SHOWN = 4;

    private static final Set<Agreement> SAME_OR_A_SLIP = Set.of(Agreement.EXACT, Agreement.CLOSE);

    private final DuplicateFinder finder;
    private final Records records;
    private final Patients patients;
    private final MatchModel model = MatchModel.shipped();

    DemographicsMatch(DuplicateFinder finder, Records records, Patients patients) {
        this.finder = finder;
        this.records = records;
        this.patients = patients;
    }

    /**
     * Looks for the patient among all of the clinic. Permission and audit are the caller's.
     *
     * <p>Demographics point to a patient when the day of birth is the same and either the NHS number is the same and the names
     * are but for a slip of the hand or a usual short form, or one of the two has no NHS number and both names are exactly the
     * same. They point to nobody when the NHS number cannot be one, when anybody else has that number, when two patients who
     * are not the same person fit, or when a patient who shares something with them cannot be compared.
     *
     * @param described surname, given name, date of birth and NHS number by field key, as in {@link LetterFields}
     */
    @Transactional(readOnly = true)
    public Answer find(Map<String, Object> described) {
        var number = text(described, LetterFields.NHS_NUMBER);
        var found = finder.find(described);
        var wanted = Demographics.of(described);
        var fitting = new LinkedHashSet<String>();
        boolean certain =
                found.complete() && (number.isEmpty() || NhsNumber.of(number).isPresent());
        var ids = new ArrayList<String>();
        for (var candidate : found.candidates()) {
            ids.add(candidate.patientId());
            certain &= !candidate.isUnreadable();
        }
        var letters = records.readableIdentities(ids);
        // Whoever has the number counts, however little else they have in common.
        var numberOf = number.isEmpty() ? List.<String>of() : records.findPatients(SearchKind.NHS_NUMBER, number);
        for (var id : ids) {
            var letter = letters.get(id);
            if (letter == null) {
                certain = false;
                continue;
            }
            var known = Demographics.of(letter);
            if (points(wanted, known, model.score(wanted, known))) {
                fitting.add(id);
            }
        }
        var same = fitting.isEmpty()
                ? Set.<String>of()
                : patients.samePerson(fitting.iterator().next());
        certain &= same.containsAll(fitting) && (fitting.isEmpty() || same.containsAll(numberOf));
        var shown = new LinkedHashSet<String>(fitting);
        shown.addAll(numberOf);
        shown.addAll(ids);
        return new Answer(
                certain ? fitting : Set.of(), shown.stream().limit(MOST_SHOWN).toList());
    }

    /**
     * Returns how the demographics agree with each of the patients, in the order of the ids. Permission and audit are the
     * caller's.
     *
     * @param patientIds at most {@link Records#MAX_FOUND}
     */
    @Transactional(readOnly = true)
    public Map<String, Comparison> compare(Map<String, Object> described, Collection<String> patientIds) {
        var wanted = Demographics.of(described);
        var letters = records.readableIdentities(patientIds);
        var comparisons = new LinkedHashMap<String, Comparison>();
        for (var id : patientIds) {
            var score = model.score(wanted, Demographics.of(letters.getOrDefault(id, Map.of())));
            comparisons.put(
                    id,
                    new Comparison(
                            labels(score, Agreement.EXACT::equals),
                            labels(score, Set.of(Agreement.CLOSE, Agreement.SIMILAR)::contains),
                            labels(score, Agreement.DIFFERENT::equals),
                            score.namesExchanged()));
        }
        return comparisons;
    }

    /**
     * To whom demographics point.
     *
     * @param patients the patient, with all who were found to be the same person and fit too; empty when they point to nobody
     * @param candidates who may be meant, the likeliest first, at most {@link #MOST_SHOWN}; those of {@code patients} are
     *     among them
     */
    public record Answer(Set<String> patients, List<String> candidates) {}

    /**
     * What agrees with what is recorded of a patient, in words; what one of the two lacks is in none of the lists.
     *
     * @param namesExchanged whether given name and surname agree only when one pair is exchanged
     */
    public record Comparison(List<String> same, List<String> nearly, List<String> different, boolean namesExchanged) {}

    private static boolean points(Demographics wanted, Demographics known, MatchScore score) {
        if (score.namesExchanged() || !wanted.value(MatchField.DATE_OF_BIRTH).isPresent()) {
            return false;
        }
        var agreements = score.agreements();
        if (!agreements.containsKey(MatchField.NHS_NUMBER)) {
            return agreements.get(MatchField.DATE_OF_BIRTH) == Agreement.EXACT
                    && agreements.get(MatchField.SURNAME) == Agreement.EXACT
                    && agreements.get(MatchField.GIVEN_NAME) == Agreement.EXACT;
        }
        // With the number, 1 January may stand for a day that nobody knows.
        return agreements.get(MatchField.NHS_NUMBER) == Agreement.EXACT
                && wanted.value(MatchField.DATE_OF_BIRTH).equals(known.value(MatchField.DATE_OF_BIRTH))
                && isSameOrASlip(agreements.get(MatchField.SURNAME))
                && isSameOrASlip(agreements.get(MatchField.GIVEN_NAME));
    }

    private static boolean isSameOrASlip(@Nullable Agreement agreement) {
        return agreement != null && SAME_OR_A_SLIP.contains(agreement);
    }

    private static List<String> labels(MatchScore score, Predicate<Agreement> wanted) {
        return score.agreements().entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(entry -> entry.getKey())
                .sorted()
                .map(MatchField::label)
                .toList();
    }

    private static String text(Map<String, Object> values, String key) {
        return values.getOrDefault(key, "").toString().strip();
    }
}
