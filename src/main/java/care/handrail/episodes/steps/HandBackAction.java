package care.handrail.episodes.steps;

import care.handrail.episodes.FollowOnActions;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Takes a follow-on action from its owner: nobody owns it until somebody decides. */
@Component
class HandBackAction implements Step {

    private final FollowOnActions actions;

    HandBackAction(FollowOnActions actions) {
        this.actions = actions;
    }

    @Override
    public void run(StepContext context) {
        actions.handBack(context.episodeId());
    }
}
