package care.handrail.pathways.engine;

import care.handrail.access.Staff;
import care.handrail.pathways.WorkItemDrafts;
import java.util.Map;
import java.util.function.BiFunction;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.stereotype.Component;

/** Keeps drafts through the form boundary. */
@Component
class EngineDrafts implements WorkItemDrafts {

    private final ProcessEngineConfigurationImpl engine;
    private final FormBoundary boundary;
    private final EngineAuthentication authentication;

    EngineDrafts(
            ProcessEngineConfigurationImpl engine, PathwayEngine pathwayEngine, EngineAuthentication authentication) {
        this.engine = engine;
        this.boundary = pathwayEngine.boundary();
        this.authentication = authentication;
    }

    @Override
    public void save(String workItemId, Map<String, ?> values) {
        run((context, person) -> {
            boundary.saveDraft(context, person, workItemId, values);
            return workItemId;
        });
    }

    @Override
    public Map<String, Object> read(String workItemId) {
        return run((context, person) -> boundary.draft(context, person, workItemId));
    }

    private <T> T run(BiFunction<CommandContext, Staff, T> work) {
        return Refusals.asOurs(() -> authentication.asCurrentStaff(
                person -> engine.getCommandExecutorTxRequired().execute(context -> work.apply(context, person))));
    }
}
