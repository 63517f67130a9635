package care.handrail.pathways.engine;

import care.handrail.audit.CurrentProcess;
import care.handrail.pathways.BusinessError;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Step;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Runs a step for the engine. Only a {@link BusinessError} becomes an error that the diagram can catch. */
final class StepDelegate implements JavaDelegate {

    private final String name;
    private final Step step;

    StepDelegate(String name, Step step) {
        this.name = name;
        this.step = step;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            CurrentProcess.run(execution.getProcessInstanceId(), () -> step.run(new ExecutionStepContext(execution)));
        } catch (BusinessError error) {
            throw new BpmnError(error.code());
        } catch (InvalidFormException problem) {
            throw new InvalidForm(problem.problems()); // told to whoever completes the work item before the step
        } catch (ProcessEngineException failure) {
            throw failure; // the engine's own, among them those that it answers by trying again
        } catch (RuntimeException failure) {
            throw new StepFailedException(name, failure);
        }
    }
}
