package care.handrail.episodes;

import care.handrail.pathways.CompletionRule;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.StepContext;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Nobody closes an encounter while nobody owns what follows from it. */
@Component
class OwnersBeforeClosing implements CompletionRule {

    /** What a form says when the encounter goes on at another time. */
    private static final String CANNOT_GO_ON = "cannot-go-on";

    /** The encounters, with the variable that says how each ended. */
    private static final Map<String, PathwayVariable<String>> ENCOUNTERS = Map.of(
            "Task_AssessPatient", PathwayVariable.code("assessmentOutcome"),
            "Task_RecordSession", PathwayVariable.code("treatmentOutcome"),
            "Task_ContactPatient", PathwayVariable.code("followUpOutcome"),
            "Task_WriteSummary", PathwayVariable.code("dischargeOutcome"));

    private final FollowOnActions actions;

    OwnersBeforeClosing(FollowOnActions actions) {
        this.actions = actions;
    }

    @Override
    public boolean appliesTo(String step) {
        return ENCOUNTERS.containsKey(step);
    }

    @Override
    public Optional<String> whyNot(StepContext step) {
        boolean goesOn = Optional.ofNullable(ENCOUNTERS.get(step.elementId()))
                .flatMap(step::get)
                .filter(CANNOT_GO_ON::equals)
                .isPresent();
        return goesOn ? Optional.empty() : actions.nobodyOwns(step.episodeId());
    }
}
