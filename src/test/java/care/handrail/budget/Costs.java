package care.handrail.budget;

import care.handrail.testing.CountingDataSource.Count;
import care.handrail.testing.CountingDataSource.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each step of the main pathway costs, by name, in order. */
record Costs(Map<String, Count> steps) {

    static final Count NOTHING = new Count(0, 0);

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

    Count sum() {
        return steps.values().stream().reduce(NOTHING, Count::plus);
    }

    /** Returns the same without the steps that only read. */
    Costs withoutOpening() {
        var acts = new LinkedHashMap<>(steps);
        acts.keySet().removeIf(step -> step.endsWith(MainPathway.OPEN));
        return new Costs(acts);
    }
}
