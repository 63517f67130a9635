package care.handrail.pathways.engine;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a diagram may ask of {@code serviceLevel}. */
public interface ServiceLevelExpressions {

    /** Returns when the step that the execution is at has to be done. */
    Date due(DelegateExecution execution);

    /** Returns the cycle of the timer that says that the step is late. */
    String repeat(DelegateExecution execution);
}
