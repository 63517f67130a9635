package care.handrail.pathways.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.camunda.bpm.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.CallableElementUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A call activity that, while an episode is put back, creates the called process without running it: its steps up to
 * where the patient stood have been done and must not be done again.
 */
class ResumableCall extends CallActivityBehavior {

    private static final ThreadLocal<@Nullable Deque<ExecutionEntity>> HELD = new ThreadLocal<>();

    /** Runs the work; called processes that it creates are held and handed over. */
    static Deque<ExecutionEntity> heldDuring(Runnable work) {
        var outer = HELD.get();
        var held = new ArrayDeque<ExecutionEntity>();
        HELD.set(held);
        try {
            work.run();
        } finally {
            HELD.set(outer);
        }
        return held;
    }

    @Override
    protected void startInstance(ActivityExecution execution, VariableMap variables, String businessKey) {
        var held = HELD.get();
        if (held == null) {
            super.startInstance(execution, variables, businessKey);
            return;
        }
        var caller = (ExecutionEntity) execution;
        var definition = CallableElementUtil.getProcessDefinitionToCall(
                caller, caller.getProcessDefinitionTenantId(), getCallableElement());
        held.add((ExecutionEntity) execution.createSubProcessInstance(definition, businessKey));
    }

    /** Makes every call activity of the diagrams resumable. */
    @Component
    static class Plugin extends AbstractProcessEnginePlugin {

        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
            if (configuration.getCustomPostBPMNParseListeners() == null) {
                configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
            }
            configuration.getCustomPostBPMNParseListeners().add(new Listener());
        }
    }

    private static class Listener extends AbstractBpmnParseListener {

        @Override
        public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
            if (activity.getActivityBehavior() instanceof CallActivityBehavior plain) {
                var resumable = new ResumableCall();
                resumable.setCallableElement(plain.getCallableElement());
                activity.setActivityBehavior(resumable);
            }
        }
    }
}
