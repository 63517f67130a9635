package care.handrail.pathways.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads decision tables of the release that a process instance runs on.
 *
 * <p>Which definition belongs to a release is looked up in the database once and never changes; the parsed table is in
 * the engine's deployment cache. After that no statement is needed.
 */
@Component
class ReleaseTables {

    private final Map<Key, String> definitions = new ConcurrentHashMap<>();

    /**
     * Evaluates a table with hit policy FIRST or UNIQUE and returns the outputs of the row that hit.
     *
     * @throws IllegalStateException when the release has no such table, or no row hits; the sentence says what to mend
     */
    Map<String, Object> evaluate(ExecutionEntity execution, String table, Map<String, @Nullable Object> inputs) {
        var engine = Context.getProcessEngineConfiguration();
        var cache = engine.getDeploymentCache();
        var deployment = execution.getProcessDefinition().getDeploymentId();
        var key = new Key(deployment, table);
        var id = definitions.get(key);
        if (id == null) {
            id = Context.getCommandContext()
                    .runWithoutAuthorization(
                            () -> cache.findDeployedDecisionDefinitionByDeploymentAndKey(deployment, table)
                                    .getId());
            definitions.put(key, id);
        }
        // The by-id lookup would ask the database each time, even for what is in the cache.
        var cached = cache.findDecisionDefinitionFromCache(id);
        var definition = cached != null ? cached : cache.findDeployedDecisionDefinitionById(id);
        var result = engine.getDmnEngine().evaluateDecisionTable(definition, Variables.fromMap(inputs));
        if (result.isEmpty()) {
            throw new IllegalStateException("No row of the decision table " + table + " fits " + inputs
                    + ": add a last row without conditions.");
        }
        return result.getFirstResult().getEntryMap();
    }

    private record Key(String deployment, String table) {}
}
