package care.handrail.pathways.engine;

import care.handrail.pathways.model.BrokenModelException;
import care.handrail.pathways.model.FormModel;
import care.handrail.pathways.model.VariableDeclarations;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

/**
 * Refuses a deployment of files that the boundary and the guard could not work with, whoever deploys them. Looks at new
 * deployments only: what runs already must go on running.
 */
final class ReleaseGate implements Deployer {

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Map<String, byte[]> files = new HashMap<>();
        deployment.getResources().forEach((name, resource) -> files.put(name, resource.getBytes()));
        try {
            VariableDeclarations.read(files);
            files.forEach(ReleaseGate::check);
        } catch (BrokenModelException e) {
            throw new RefusedException(400, String.valueOf(e.getMessage()));
        }
    }

    private static void check(String name, byte[] content) {
        if (name.endsWith(".form")) {
            FormModel.read(name, content);
        } else if (!name.endsWith(".bpmn") && !name.endsWith(".dmn") && !VariableDeclarations.isVariablesFile(name)) {
            throw new RefusedException(
                    400, name + ": a release consists of .bpmn, .dmn and .form files and of variables.yaml.");
        }
    }
}
