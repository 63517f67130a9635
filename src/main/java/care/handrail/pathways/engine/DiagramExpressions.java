package care.handrail.pathways.engine;

import care.handrail.pathways.Step;
import java.beans.FeatureDescriptor;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.FunctionMapper;
import org.jspecify.annotations.Nullable;

/**
 * What an expression in a diagram can reach: steps by name, {@code serviceLevel}, {@code execution}, and declared
 * variables. No bean, no property, no method and no function besides.
 */
final class DiagramExpressions extends JuelExpressionManager {

    /** Names that neither a step nor a variable can have. */
    static final Set<String> RESERVED = Set.of("execution", "serviceLevel");

    private final Function<String, Optional<Step>> steps;
    private final Supplier<ServiceLevelExpressions> serviceLevel;
    private final DeployedVariables variables;

    DiagramExpressions(
            Function<String, Optional<Step>> steps,
            Supplier<ServiceLevelExpressions> serviceLevel,
            DeployedVariables variables) {
        this.steps = steps;
        this.serviceLevel = serviceLevel;
        this.variables = variables;
    }

    @Override
    protected ELResolver createElResolver() {
        return new Allowed();
    }

    @Override
    protected FunctionMapper createFunctionMapper() {
        return new FunctionMapper() {
            @Override
            public @Nullable Method resolveFunction(String prefix, String name) {
                return null;
            }
        };
    }

    /** Does nothing: the engine offers functions such as {@code now()}, which would let an expression see more. */
    @Override
    public void addFunction(String name, Method function) {}

    private final class Allowed extends ELResolver {

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
            String name = String.valueOf(property);
            VariableScope scope = (VariableScope) context.getContext(VariableScope.class);
            if (base instanceof DelegateExecution execution && name.equals("processBusinessKey")) {
                context.setPropertyResolved(true);
                return execution.getProcessBusinessKey();
            }
            if (base != null || scope == null) {
                throw refused(name);
            }
            context.setPropertyResolved(true);
            return switch (name) {
                case "execution" -> execution(scope);
                case "serviceLevel" -> serviceLevel.get();
                default -> stepOrVariable(name, scope);
            };
        }

        private @Nullable Object stepOrVariable(String name, VariableScope scope) {
            Optional<Step> step = steps.apply(name);
            if (step.isPresent()) {
                return new StepDelegate(name, step.get());
            }
            if (variables.isDeclared(name) || scope.hasVariable(name)) {
                return scope.getVariable(name);
            }
            throw refused(name);
        }

        private Object execution(VariableScope scope) {
            if (scope instanceof ExecutionEntity execution) {
                return execution;
            }
            if (scope instanceof TaskEntity task && task.getExecution() != null) {
                return task.getExecution();
            }
            throw refused("execution");
        }

        @Override
        public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
            if (base instanceof ServiceLevelExpressions levels
                    && arguments.length == 1
                    && arguments[0] instanceof DelegateExecution execution) {
                String name = String.valueOf(method);
                if (name.equals("due") || name.equals("repeat")) {
                    context.setPropertyResolved(true);
                    return name.equals("due") ? levels.due(execution) : levels.repeat(execution);
                }
            }
            throw refused(String.valueOf(method));
        }

        @Override
        public void setValue(ELContext context, @Nullable Object base, Object property, Object value) {
            throw refused(String.valueOf(property));
        }

        @Override
        public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
            return true;
        }

        @Override
        public Class<?> getType(ELContext context, @Nullable Object base, Object property) {
            return Object.class;
        }

        @Override
        public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
            return Object.class;
        }

        @Override
        public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
            return Collections.emptyIterator();
        }

        private RefusedException refused(String name) {
            return new RefusedException(
                    400,
                    "An expression may use steps, serviceLevel, execution and declared variables; '" + name
                            + "' is none of them.");
        }
    }
}
