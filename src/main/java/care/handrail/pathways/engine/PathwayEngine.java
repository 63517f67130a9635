package care.handrail.pathways.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;

/**
 * Makes an engine keep the envelope and the letter apart and run nothing but steps, forms and tables.
 *
 * <p>Works on any engine, so that a test on a plain one in memory is held to the same rules as the clinic.
 */
public final class PathwayEngine extends AbstractProcessEnginePlugin {

    private final DeployedVariables variables = new DeployedVariables();
    private final EngineParts parts;
    private final FormBoundary boundary;
    private final BoundaryFormService formService;

    public PathwayEngine(EngineParts parts) {
        this.parts = parts;
        this.boundary = new FormBoundary(parts, new DeployedForms());
        this.formService = new BoundaryFormService(boundary);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new DiagramExpressions(parts.steps(), parts.serviceLevel(), variables));
        engine.setVariableTypes(new VariableGuard(variables).serializers());
        engine.setFormService(formService);
        engine.setBpmnParseFactory(SafeParse::new);
        new NoCode().install(engine);

        List<BpmnParseListener> listeners = engine.getCustomPostBPMNParseListeners();
        listeners = listeners == null ? new ArrayList<>() : new ArrayList<>(listeners);
        listeners.add(new WorkItemRules(parts));
        engine.setCustomPostBPMNParseListeners(listeners);

        List<Deployer> deployers = engine.getCustomPreDeployers();
        deployers = deployers == null ? new ArrayList<>() : new ArrayList<>(deployers);
        deployers.add(new ReleaseGate());
        engine.setCustomPreDeployers(deployers);

        // An error that no diagram catches is an incident; it must not end a patient's pathway in silence.
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        // Whoever answers a request logs it; the engine would log people's mistakes as errors, with stack traces.
        engine.setEnableCmdExceptionLogging(false);
        engine.setImplicitVariableUpdateDetectionEnabled(false);
    }

    DeployedVariables variables() {
        return variables;
    }

    FormBoundary boundary() {
        return boundary;
    }

    BoundaryFormService formService() {
        return formService;
    }
}
