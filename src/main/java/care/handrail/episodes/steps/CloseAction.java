package care.handrail.episodes.steps;

import static care.handrail.episodes.ActionVariables.OUTCOME;
import static care.handrail.episodes.ActionVariables.REASON;

import care.handrail.episodes.FollowOnActions;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Closes a follow-on action as done, or as not needed. */
@Component
class CloseAction implements Step {

    private final FollowOnActions actions;

    CloseAction(FollowOnActions actions) {
        this.actions = actions;
    }

    @Override
    public void run(StepContext context) {
        boolean done = context.get(OUTCOME).filter("done"::equals).isPresent();
        if (done) {
            actions.done(context.episodeId());
        } else {
            actions.notNeeded(context.episodeId(), context.require(REASON));
        }
    }
}
