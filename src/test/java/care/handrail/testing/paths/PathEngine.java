package care.handrail.testing.paths;

import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.DataClass;
import care.handrail.pathways.PathwayStarts;
import care.handrail.pathways.PathwayStarts.Opened;
import care.handrail.pathways.Step;
import care.handrail.pathways.engine.ServiceLevelExpressions;
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
    private final ServiceLevelExpressions serviceLevels;
    private final ServiceLevelExpressions nothingIsLate;

    private PathEngine() {
        var clinicsTime = new TestServiceLevels();
        clinic = new TestEngine(clinicsTime.plugin(), coverage.plugin());
        serviceLevels = clinicsTime.expressions();
        nothingIsLate = clinic.serviceLevel;
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

    /** Deploys the models as one release that keeps its table of service levels, and returns its id. */
    String deploy(Models models) {
        clinic.serviceLevel = serviceLevels;
        return deployFiles(models);
    }

    /** Deploys the models as one release in which every step has the same, far deadline: much quicker. */
    String deployWithoutServiceLevels(Models models) {
        clinic.serviceLevel = nothingIsLate;
        return deployFiles(models.without("ServiceLevels.dmn").without("EscalationLadder.dmn"));
    }

    private String deployFiles(Models models) {
        models.files().values().forEach(text -> STEP.matcher(text).results().forEach(call -> offer(call.group(1))));
        return clinic.deploy(models.bytes()).getId();
    }

    private void offer(String step) {
        clinic.steps.put(step, context -> {
            ran.add(step);
            behaviours.getOrDefault(step, nothing -> {}).run(context);
        });
    }

    /** Lets every start form open this, for a person who treats the patient. */
    void opens(Opened opened, String userId) {
        clinic.careTeams.begin(opened.patientId(), userId, Reason.NAMED, opened.episodeId(), null, null);
        clinic.starts.clear();
        clinic.starts.add(new PathwayStarts() {
            @Override
            public boolean handles(String processId) {
                return true;
            }

            @Override
            public Opened open(
                    String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
                return opened;
            }
        });
    }

    /** Ends whatever a test left running. */
    void clear() {
        behaviours.clear();
        ran.clear();
        clinic.entries.clear();
        clinic.careTeams.relationships.clear();
        clinic.audit.events.clear();
        var runtime = engine().getRuntimeService();
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "end of test", true, false, true));
    }
}
