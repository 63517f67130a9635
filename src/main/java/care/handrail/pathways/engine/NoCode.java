package care.handrail.pathways.engine;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.dmn.engine.impl.spi.el.ElExpression;
import org.camunda.bpm.dmn.engine.impl.spi.el.ElProvider;
import org.camunda.bpm.engine.ArtifactFactory;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.scripting.ExecutableScript;
import org.camunda.bpm.engine.impl.scripting.ScriptFactory;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/** Takes from the engine every means of running code that a model brings along: a second lock behind {@link SafeParse}. */
final class NoCode extends ScriptFactory implements ArtifactFactory, ScriptEngineResolver, ElProvider {

    void install(ProcessEngineConfigurationImpl engine) {
        engine.setScriptFactory(this);
        engine.setScriptEngineResolver(this);
        engine.setArtifactFactory(this);
        engine.setDmnElProvider(this);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
    }

    @Override
    public ExecutableScript createScriptFromResource(String language, String resource) {
        throw scripts();
    }

    @Override
    public ExecutableScript createScriptFromResource(String language, Expression resource) {
        throw scripts();
    }

    @Override
    public ExecutableScript createScriptFromSource(String language, String source) {
        throw scripts();
    }

    @Override
    public ExecutableScript createScriptFromSource(String language, Expression source) {
        throw scripts();
    }

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
        throw scripts();
    }

    @Override
    public ScriptEngineManager getScriptEngineManager() {
        throw scripts();
    }

    @Override
    public ScriptEngine getScriptEngine(String language, boolean fromCache) {
        throw scripts();
    }

    @Override
    public <T> T getArtifact(Class<T> type) {
        throw new RefusedException(
                400, "A model may not name a class. A service task names its step in camunda:delegateExpression.");
    }

    @Override
    public ElExpression createExpression(String expression) {
        throw new RefusedException(400, "A decision table is written in FEEL. Remove its other expression languages.");
    }

    private static RefusedException scripts() {
        return new RefusedException(400, "Scripts are not allowed. Use a step, a decision table or FEEL.");
    }
}
