package care.handrail.pathways.engine;

import care.handrail.pathways.model.FormModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.form.handler.DefaultFormHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.CamundaFormDefinitionEntity;
import org.jspecify.annotations.Nullable;

/** The forms of all releases, each read once: a deployed form never changes. */
final class DeployedForms {

    private record Key(String deployment, String form) {}

    private final Map<Key, FormModel> read = new ConcurrentHashMap<>();

    /** Returns the form that a task or a start event of the deployment names; empty when it names none. */
    Optional<FormModel> find(CommandContext context, String deployment, @Nullable FormDefinition named) {
        if (named == null || named.getCamundaFormDefinitionKey() == null) {
            return Optional.empty();
        }
        String form = named.getCamundaFormDefinitionKey().getExpressionText();
        if (!DefaultFormHandler.FORM_REF_BINDING_DEPLOYMENT.equals(named.getCamundaFormDefinitionBinding())) {
            throw new RefusedException(
                    500, "The form '" + form + "' is not bound to its release. Set the form's binding to deployment.");
        }
        return Optional.of(read(context, new Key(deployment, form)));
    }

    /** Returns the form as the newest release that has it; empty when none has. */
    Optional<FormModel> newest(CommandContext context, String form) {
        return Optional.ofNullable(context.getCamundaFormDefinitionManager().findLatestDefinitionByKey(form))
                .map(definition -> read(context, new Key(definition.getDeploymentId(), form)));
    }

    private FormModel read(CommandContext context, Key key) {
        FormModel known = read.get(key);
        if (known == null) {
            known = readAnew(context, key);
            read.put(key, known);
        }
        return known;
    }

    private static FormModel readAnew(CommandContext context, Key key) {
        CamundaFormDefinitionEntity definition =
                context.getCamundaFormDefinitionManager().findDefinitionByDeploymentAndKey(key.deployment, key.form);
        if (definition == null) {
            throw new RefusedException(500, "The form '" + key.form + "' is not part of the release.");
        }
        try (var content = context.runWithoutAuthorization(
                new GetDeploymentResourceCmd(key.deployment, definition.getResourceName()))) {
            return FormModel.read(definition.getResourceName(), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
