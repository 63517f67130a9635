package care.handrail.testing.paths;

import care.handrail.pathways.Step;
import care.handrail.pathways.engine.TestEngine;
import care.handrail.pathways.engine.TestServiceLevels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;

/**
 * The in-memory engine of all path tests: made once, given one release after the other. It keeps the clinic's rules for
 * forms, variables, expressions, four eyes and service levels; only the rooms behind the steps are missing.
 */
final class PathEngine {

    private static final Pattern STEP = Pattern.compile("camunda:delegateExpression=\"\\$\\{\\s*(\\w+)\\s*}\"");

    private static @Nullable PathEngine only;

    final Coverage coverage = new Coverage();

    /** What a test made of the steps, by bean name. */
    final Map<String, Step> behaviours = new HashMap<>();

    /** The steps that ran since the last {@link #clear}, in order. */
    final List<String> ran = new ArrayList<>();

    private final TestEngine clinic;

    private PathEngine() {
        var serviceLevels = new TestServiceLevels();
        clinic = new TestEngine(serviceLevels.plugin(), coverage.plugin());
        clinic.serviceLevel = serviceLevels.expressions();
    }

    static synchronized PathEngine get() {
        if (only == null) {
            only = new PathEngine();
        }
        return only;
    }

    ProcessEngine engine() {
        return clinic.engine();
    }

    /** Deploys the models as one release and returns its id. */
    String deploy(Models models) {
        models.files().values().forEach(text -> STEP.matcher(text).results().forEach(call -> offer(call.group(1))));
        return clinic.deploy(models.bytes()).getId();
    }

    private void offer(String step) {
        clinic.steps.put(step, context -> {
            ran.add(step);
            behaviours.getOrDefault(step, nothing -> {}).run(context);
        });
    }

    /** Ends whatever a test left running. */
    void clear() {
        behaviours.clear();
        ran.clear();
        clinic.entries.clear();
        clinic.trail.clear();
        var runtime = engine().getRuntimeService();
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "end of test", true, false, true));
    }
}
