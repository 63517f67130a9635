package care.handrail.pathways.engine;

import care.handrail.pathways.model.VariableDeclaration;
import care.handrail.pathways.model.VariableDeclarations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.repository.Deployment;
import org.jspecify.annotations.Nullable;

/**
 * The variables that any deployed release declares, because patients of several releases are under way at a time.
 *
 * <p>Read from the releases' own files, once; looked up again only when a name or a code is not known, which is how a
 * release that another node deployed comes to be known here.
 */
final class DeployedVariables {

    private final Set<String> read = new HashSet<>();
    private volatile Map<String, List<VariableDeclaration>> byName = Map.of();

    /** Tells whether a release declares the variable. */
    boolean isDeclared(String name) {
        if (!byName.containsKey(name)) {
            readNewReleases();
        }
        return byName.containsKey(name);
    }

    /** Returns a sentence that names the variable, and never the value, when no release lets it hold the value. */
    Optional<String> problem(String name, @Nullable Object value) {
        Optional<String> problem = knownProblem(name, value);
        if (problem.isPresent()) {
            readNewReleases();
            problem = knownProblem(name, value);
        }
        return problem;
    }

    private Optional<String> knownProblem(String name, @Nullable Object value) {
        Optional<String> problem = Optional.of(undeclared(name));
        for (VariableDeclaration declaration : byName.getOrDefault(name, List.of())) {
            problem = declaration.problem(value);
            if (problem.isEmpty()) {
                return problem;
            }
        }
        return problem;
    }

    private static String undeclared(String name) {
        return VariableDeclaration.NAME.matcher(name).matches()
                ? "The variable '" + name + "' is not declared. Declare it in a variables.yaml of the release,"
                        + " or do not send it."
                : "A variable has a name of letters and digits that a variables.yaml declares; this one has not.";
    }

    private synchronized void readNewReleases() {
        CommandContext context = Context.getCommandContext();
        if (context == null) {
            return;
        }
        Map<String, List<VariableDeclaration>> all = new HashMap<>(byName);
        RepositoryService repository = context.getProcessEngineConfiguration().getRepositoryService();
        List<Deployment> deployments = context.runWithoutAuthorization(() -> repository
                .createDeploymentQuery()
                .orderByDeploymentTime()
                .desc()
                .list());
        for (Deployment deployment : deployments) {
            if (read.add(deployment.getId())) {
                declarations(context, deployment.getId())
                        .all()
                        .forEach(declaration -> all.computeIfAbsent(declaration.name(), name -> new ArrayList<>())
                                .add(declaration));
            }
        }
        byName = all;
    }

    private static VariableDeclarations declarations(CommandContext context, String deployment) {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : context.getDeploymentManager().getDeploymentResourceNames(deployment)) {
            if (VariableDeclarations.isVariablesFile(name)) {
                files.put(
                        name,
                        context.getResourceManager()
                                .findResourceByDeploymentIdAndResourceName(deployment, name)
                                .getBytes());
            }
        }
        return VariableDeclarations.read(files);
    }
}
