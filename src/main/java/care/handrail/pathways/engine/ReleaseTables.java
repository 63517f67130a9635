package care.handrail.pathways.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads decision tables of the release that a process instance runs on.
 *
 * <p>A release never changes, and the tables asked here depend on their inputs alone, which are a few codes: so every
 * answer is kept. The engine parses each FEEL cell again at each evaluation, which takes longer than all the rest of
 * making a work item.
 */
@Component
class ReleaseTables {

    /** More questions than this are not asked by codes; then somebody put a free value in, and the memory is kept. */
    private static final int MOST_ANSWERS = 20_000;

    private final Map<Question, Map<String, Object>> answers = new ConcurrentHashMap<>();

    /**
     * Returns the outputs of the first row of a table that fits, from the release that the execution runs on.
     *
     * @throws IllegalStateException when no row fits; the sentence says what to mend
     */
    Map<String, Object> evaluate(ExecutionEntity execution, String table, Map<String, @Nullable Object> inputs) {
        var release = execution.getProcessDefinition().getDeploymentId();
        var question = new Question(release, table, Collections.unmodifiableMap(new HashMap<>(inputs)));
        var known = answers.get(question);
        if (known != null) {
            return known;
        }
        var answer = evaluate(question);
        if (answers.size() >= MOST_ANSWERS) {
            answers.clear();
        }
        answers.put(question, answer);
        return answer;
    }

    private static Map<String, Object> evaluate(Question question) {
        var engine = Context.getProcessEngineConfiguration();
        var definition = Context.getCommandContext()
                .runWithoutAuthorization(() -> engine.getDeploymentCache()
                        .findDeployedDecisionDefinitionByDeploymentAndKey(question.release(), question.table()));
        var result = engine.getDmnEngine()
                .evaluateDecisionTable((DmnDecision) definition, Variables.fromMap(question.inputs()));
        if (result.isEmpty()) {
            throw new IllegalStateException("No row of the decision table " + question.table() + " fits "
                    + question.inputs() + ": add a last row without conditions.");
        }
        return Map.copyOf(result.getFirstResult().getEntryMap());
    }

    private record Question(String release, String table, Map<String, @Nullable Object> inputs) {}
}
