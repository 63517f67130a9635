package care.handrail.pathways.engine;

import care.handrail.pathways.model.BrokenModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which file and element stop the start, instead of a stack trace. */
class BrokenModelAnalyzer extends AbstractFailureAnalyzer<BrokenModelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokenModelException cause) {
        return new FailureAnalysis(
                "The pathways cannot be deployed:\n\n" + cause.getMessage(),
                "Repair the files named above and start again. Nothing was deployed.",
                cause);
    }
}
