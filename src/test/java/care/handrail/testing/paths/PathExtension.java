package care.handrail.testing.paths;

import care.handrail.testing.EngineClock;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Gives path tests their walk, and holds each class to passing every element of its process. */
class PathExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ExecutionCondition,
                ParameterResolver {

    /** The clinic is open, so that no queue depends on when the test runs. */
    private static final Instant A_MONDAY_MORNING = Instant.parse("2026-11-16T10:00:00Z");

    private final Set<Method> ran = new HashSet<>();
    private boolean failed;
    private @Nullable Models models;
    private @Nullable String release;

    @Override
    public void beforeAll(ExtensionContext context) {
        var test = test(context);
        var product = test.models().isEmpty() ? Models.ofProduct() : Models.in(Path.of(test.models()));
        models = Mutation.appliedTo(product.withStubs(List.of(test.stubs())).reachableFrom(test.value()));
        var engine = PathEngine.get();
        engine.coverage.reset();
        release = Mutation.isActive() ? engine.deployWithoutServiceLevels(models) : engine.deploy(models);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ran.add(context.getRequiredTestMethod());
        EngineClock.set(A_MONDAY_MORNING);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failed |= context.getExecutionException().isPresent();
        if (failed) {
            Mutation.noticed();
        }
        EngineClock.reset();
        PathEngine.get().clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (release == null) {
            return;
        }
        var engine = PathEngine.get();
        engine.engine().getRepositoryService().deleteDeployment(release, true, true, true);
        var process = test(context).value();
        var missing =
                engine.coverage.missing(process, Objects.requireNonNull(models).diagram(process));
        // One method run alone, or one that failed half-way, says nothing about what all of them pass.
        if (!missing.isEmpty() && !failed && ran.equals(testMethods(context))) {
            throw new AssertionError(context.getRequiredTestClass().getSimpleName()
                    + " does not pass these elements of " + process + ": " + String.join(", ", missing));
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Mutation.isNoticed()
                ? ConditionEvaluationResult.disabled("the harm has been noticed already")
                : ConditionEvaluationResult.enabled("");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Walk.class;
    }

    @Override
    public Walk resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Walk(
                PathEngine.get(), Objects.requireNonNull(models), test(context).value());
    }

    private static PathTest test(ExtensionContext context) {
        return Objects.requireNonNull(context.getRequiredTestClass().getAnnotation(PathTest.class));
    }

    private static Set<Method> testMethods(ExtensionContext context) {
        return new HashSet<>(AnnotationSupport.findAnnotatedMethods(
                context.getRequiredTestClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN));
    }
}
