package care.handrail.canary;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which mark was found where. */
final class Finds {

    private final Map<String, Set<String>> places = new TreeMap<>();

    synchronized void add(Set<String> marks, String place) {
        marks.forEach(
                mark -> places.computeIfAbsent(mark, key -> new TreeSet<>()).add(place));
    }

    /** Returns where the mark was found. */
    synchronized Set<String> of(String mark) {
        return Set.copyOf(places.getOrDefault(mark, Set.of()));
    }

    /** Returns the places of every mark but one. */
    synchronized Map<String, Set<String>> besides(String mark) {
        var others = new TreeMap<>(places);
        others.remove(mark);
        return others;
    }
}
