package care.handrail.pathways;

import java.util.Optional;

/**
 * A reason of a room's own why a step cannot be completed yet; a room implements it as a bean.
 *
 * <p>Asked in the engine's transaction whenever somebody completes a work item of the step, whatever way the completion
 * comes, after the form's own rules. What the form has just said is among the variables. A refusal undoes all of it.
 */
public interface CompletionRule {

    /** Tells whether this rule speaks about the step with the id, for example {@code Task_AssessPatient}. */
    boolean appliesTo(String step);

    /** Returns a sentence that says what is in the way and what to do; empty when nothing is. */
    Optional<String> whyNot(StepContext step);
}
