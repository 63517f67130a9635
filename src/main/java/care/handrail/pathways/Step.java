package care.handrail.pathways;

/**
 * One verb that a diagram calls by bean name, for example {@code ${findDuplicates}}.
 *
 * <p>Runs in the engine's transaction. An exception rolls the step back and is retried where the diagram says so; a
 * {@link BusinessError} is caught by the diagram.
 */
@FunctionalInterface
public interface Step {

    void run(StepContext context);
}
