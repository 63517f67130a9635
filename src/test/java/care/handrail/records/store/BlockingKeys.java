package care.handrail.records.store;

import care.handrail.records.SearchKind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows tests outside this room by which terms a patient is found, so that they need no database to try many. */
public final class BlockingKeys {

    private BlockingKeys() {}

    /** Returns the terms that are kept of the values. */
    public static Set<String> kept(Map<String, ?> values, Set<SearchKind> kinds) {
        return of(SearchTerms.of(values), kinds);
    }

    /** Returns the terms by which to look for others who agree with the values. */
    public static Set<String> wanted(Map<String, ?> values, Set<SearchKind> kinds) {
        return of(SearchTerms.wanted(values), kinds);
    }

    private static Set<String> of(Set<SearchTerms.Term> terms, Set<SearchKind> kinds) {
        return terms.stream()
                .filter(term -> kinds.contains(term.kind()))
                .map(term -> term.kind() + ":" + term.normalised())
                .collect(Collectors.toSet());
    }
}
