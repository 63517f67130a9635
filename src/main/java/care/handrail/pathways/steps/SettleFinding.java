package care.handrail.pathways.steps;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.pathways.Watchdog;
import org.springframework.stereotype.Component;

/** Notes how people have settled what the watchdog had found. */
@Component
class SettleFinding implements Step {

    static final PathwayVariable<String> OUTCOME = PathwayVariable.code("findingOutcome");

    private final Watchdog watchdog;

    SettleFinding(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public void run(StepContext context) {
        watchdog.settle(context.episodeId(), context.require(OUTCOME));
    }
}
