package care.handrail.patients.matching;

import care.handrail.patients.DuplicateFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Counts on labelled people how often each field agrees, which is what m and u of the model are made from, and judges the
 * model as it is on the same people. Not part of the build; docs/duplicates.md tells how to run it on other data.
 */
class CountAgreements {

    private static final int STRANGERS = 1_000_000;

    @Test
    void countsOnLabelledPeople() throws Exception {
        var file = Path.of(System.getProperty("people", "src/test/resources/people/febrl1.csv"));
        var mapping = Path.of(System.getProperty("mapping", "tools/mappings/febrl.properties"));
        var person = System.getProperty("person", "^(rec-\\d+)-.*$");
        var people = LabelledPeople.mapped(mapping, file, reference -> reference.replaceFirst(person, "$1"));
        System.out.println(Evaluation.inMemory(people, DuplicateFinder.BLOCKING).report(file.toString()));
        var same = ofOnePerson(people);
        var strangers = ofDifferentPeople(people);
        for (var field : MatchField.values()) {
            System.out.println(field.code());
            print("  m", field, same);
            print("  u", field, strangers);
        }
    }

    private static List<Pair> ofOnePerson(List<LabelledPerson> people) {
        var records = new HashMap<String, List<Demographics>>();
        people.forEach(one -> records.computeIfAbsent(one.person(), person -> new ArrayList<>())
                .add(Demographics.of(one.letter())));
        var pairs = new ArrayList<Pair>();
        for (var group : records.values()) {
            for (int i = 0; i < group.size(); i++) {
                for (int j = i + 1; j < group.size(); j++) {
                    pairs.add(new Pair(group.get(i), group.get(j)));
                }
            }
        }
        return pairs;
    }

    private static List<Pair> ofDifferentPeople(List<LabelledPerson> people) {
        var demographics =
                people.stream().map(one -> Demographics.of(one.letter())).toList();
        var random = new Random(1);
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < STRANGERS; i++) {
            int one = random.nextInt(people.size());
            int other = random.nextInt(people.size());
            if (!people.get(one).person().equals(people.get(other).person())) {
                pairs.add(new Pair(demographics.get(one), demographics.get(other)));
            }
        }
        return pairs;
    }

    private static void print(String share, MatchField field, List<Pair> pairs) {
        Map<Agreement, Integer> counts = new EnumMap<>(Agreement.class);
        int compared = 0;
        for (var pair : pairs) {
            var one = pair.one().value(field);
            var other = pair.other().value(field);
            if (one.isPresent() && other.isPresent()) {
                counts.merge(Comparisons.compare(field, one.get(), other.get()), 1, Integer::sum);
                compared++;
            }
        }
        var line = new StringBuilder(share + " of " + compared + " pairs:");
        for (var agreement : Agreement.values()) {
            int count = counts.getOrDefault(agreement, 0);
            line.append(
                    String.format(Locale.ROOT, " %s %.5f", agreement.code(), (double) count / Math.max(1, compared)));
        }
        System.out.println(line);
    }

    private record Pair(Demographics one, Demographics other) {}
}
