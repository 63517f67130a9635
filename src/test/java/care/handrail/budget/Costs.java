package care.handrail.budget;

import care.handrail.testing.CountingDataSource.Count;
import care.handrail.testing.CountingDataSource.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each step of the main pathway costs, by name, in order; and {@link #REQUEST}. */
record Costs(Map<String, Count> steps) {

    static final Count NOTHING = new Count(0, 0);

    /** Not a step: what every request of somebody who has signed in costs besides. */
    static final String REQUEST = "every request besides";

    Costs {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    static Costs of(Map<String, Trace> traces) {
        var steps = new LinkedHashMap<String, Count>();
        traces.forEach((step, trace) -> steps.put(step, trace.count()));
        return new Costs(steps);
    }

    Count of(String step) {
        return steps.getOrDefault(step, NOTHING);
    }

    /** Returns the sum of the steps alone. */
    Count sum() {
        return steps.keySet().stream()
                .filter(step -> !step.equals(REQUEST))
                .map(this::of)
                .reduce(NOTHING, Count::plus);
    }

    /** Returns how many statements the steps take, with what their requests cost besides. */
    int statementsOfRequests() {
        long requests = steps.keySet().stream()
                .filter(step -> !step.equals(REQUEST) && !step.equals(MainPathway.JOB))
                .count();
        return sum().statements() + (int) requests * of(REQUEST).statements();
    }

    /** Returns the same without the steps that only read. */
    Costs withoutOpening() {
        var acts = new LinkedHashMap<>(steps);
        acts.keySet().removeIf(step -> step.endsWith(MainPathway.OPEN));
        return new Costs(acts);
    }
}
