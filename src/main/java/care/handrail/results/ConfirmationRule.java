package care.handrail.results;

import care.handrail.pathways.CompletionRule;
import care.handrail.pathways.StepContext;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Nobody confirms whose a result is while another version of the report lies in another patient's record: it may have been
 * filed after the first person answered.
 */
@Component
class ConfirmationRule implements CompletionRule {

    private static final String CONFIRMED = "confirmed";

    private final Results results;

    ConfirmationRule(Results results) {
        this.results = results;
    }

    @Override
    public boolean appliesTo(String step) {
        return step.equals("Task_ConfirmSettlement");
    }

    @Override
    public Optional<String> whyNot(StepContext step) {
        return step.get(ResultVariables.RESULT_CONFIRMATION)
                .filter(CONFIRMED::equals)
                .flatMap(confirmed -> results.find(step.episodeId()))
                .filter(results::hasVersionsElsewhere)
                .map(result -> "Another version of this report lies in another patient's record by now. Answer"
                        + " “No: look again”, so that it is settled anew whose it is.");
    }
}
