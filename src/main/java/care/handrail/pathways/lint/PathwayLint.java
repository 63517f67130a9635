package care.handrail.pathways.lint;

import java.util.List;
import java.util.Map;

/** Holds the models of a release to the rules of the house, and says what is wrong in sentences that help to repair it. */
public final class PathwayLint {

    private PathwayLint() {}

    /**
     * Checks all models of a release together, because they refer to each other.
     *
     * @param resources content by name within the release, for example {@code patients/Registration.bpmn}
     * @return what is wrong; empty when nothing is
     */
    public static List<Finding> check(Map<String, byte[]> resources) {
        var report = new Report();
        var models = new ReleaseModels(resources, report);
        models.diagrams.values().forEach(diagram -> {
            new ProcessRules(diagram, report).check();
            new ReferenceRules(diagram, models, report).check();
            new WaitRules(diagram, report).check();
            if (models.hasVariables()) {
                new ExpressionRules(diagram, models, report).check();
                new UserTaskRules(diagram, models, report).check();
            }
        });
        if (models.hasVariables()) {
            new FormRules(models, report).check();
        }
        new TableRules(models, report).check();
        return report.findings();
    }
}
