package care.handrail.patients.matching;

import care.handrail.records.SearchKind;
import care.handrail.records.store.BlockingKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the matching on labelled people. Every record asks for its duplicates among the others, and a pair counts once,
 * whichever of the two found it. Recall is told of all true pairs, those that were never compared included.
 */
public final class Evaluation {

    private final List<LabelledPerson> people;
    private final Map<Long, @Nullable MatchScore> compared = new HashMap<>();

    private Evaluation(List<LabelledPerson> people) {
        this.people = people;
    }

    /** Compares, without a database, whoever shares a blocking key. */
    public static Evaluation inMemory(List<LabelledPerson> people, Set<SearchKind> kinds) {
        var evaluation = new Evaluation(people);
        var model = MatchModel.shipped();
        var demographics =
                people.stream().map(person -> Demographics.of(person.letter())).toList();
        var blocks = new HashMap<String, List<Integer>>();
        for (int i = 0; i < people.size(); i++) {
            for (var key : BlockingKeys.kept(people.get(i).letter(), kinds)) {
                blocks.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
            }
        }
        for (int i = 0; i < people.size(); i++) {
            for (var key : BlockingKeys.wanted(people.get(i).letter(), kinds)) {
                for (int other : blocks.getOrDefault(key, List.of())) {
                    if (other != i && !evaluation.compared.containsKey(pair(i, other))) {
                        var score = model.score(demographics.get(i), demographics.get(other));
                        evaluation.compared(i, other, score);
                    }
                }
            }
        }
        return evaluation;
    }

    /** Begins without any comparison: the caller tells them. */
    public static Evaluation of(List<LabelledPerson> people) {
        return new Evaluation(people);
    }

    /** Tells that two records were compared; a null score says that nobody would be told. */
    public void compared(int one, int other, @Nullable MatchScore score) {
        if (score != null) {
            compared.put(pair(one, other), score);
        } else if (isTrue(pair(one, other))) {
            compared.putIfAbsent(pair(one, other), null);
        }
    }

    /** Share of the true pairs that were compared at all. */
    public double blockingRecall() {
        return (double) compared.keySet().stream().filter(this::isTrue).count() / truePairs();
    }

    public double recall(MatchScore.Grade grade) {
        return (double) told(grade).stream().filter(this::isTrue).count() / truePairs();
    }

    public double precision(MatchScore.Grade grade) {
        var told = told(grade);
        return told.isEmpty() ? 1 : (double) told.stream().filter(this::isTrue).count() / told.size();
    }

    /** Returns the figures in one line. */
    public String report(String name) {
        return String.format(
                Locale.ROOT,
                "%s: %d records, %d true pairs. Blocking keeps %.4f of them. Possible: precision %.4f, recall %.4f."
                        + " Probable: precision %.4f, recall %.4f.",
                name,
                people.size(),
                truePairs(),
                blockingRecall(),
                precision(MatchScore.Grade.POSSIBLE),
                recall(MatchScore.Grade.POSSIBLE),
                precision(MatchScore.Grade.PROBABLE),
                recall(MatchScore.Grade.PROBABLE));
    }

    private Set<Long> told(MatchScore.Grade grade) {
        Predicate<@Nullable MatchScore> enough =
                score -> score != null && score.grade().compareTo(grade) >= 0;
        return compared.entrySet().stream()
                .filter(entry -> enough.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private long truePairs() {
        return people.stream()
                .collect(Collectors.groupingBy(LabelledPerson::person, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(n -> n * (n - 1) / 2)
                .sum();
    }

    private boolean isTrue(long pair) {
        return people.get((int) (pair >>> 32))
                .person()
                .equals(people.get((int) pair).person());
    }

    private static long pair(int one, int other) {
        return ((long) Math.min(one, other) << 32) | Math.max(one, other);
    }
}
