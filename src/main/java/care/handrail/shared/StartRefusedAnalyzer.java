package care.handrail.shared;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the person at the terminal why the clinic did not start, without a stack trace. */
class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable start, StartRefusedException refusal) {
        return new FailureAnalysis(refusal.problem(), refusal.whatToDo(), start);
    }
}
