package care.handrail.episodes.steps;

import static care.handrail.episodes.ActionVariables.DECIDED_BY;
import static care.handrail.episodes.ActionVariables.OFFICE;
import static care.handrail.episodes.ActionVariables.OWNER;
import static care.handrail.episodes.ActionVariables.PERSON;
import static care.handrail.episodes.ActionVariables.PLACE;
import static care.handrail.episodes.ActionVariables.TEAM;

import care.handrail.episodes.FollowOnActions;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Gives a follow-on action to the owner whom somebody chose. */
@Component
class GiveAction implements Step {

    private final FollowOnActions actions;

    GiveAction(FollowOnActions actions) {
        this.actions = actions;
    }

    @Override
    public void run(StepContext context) {
        var owner = actions.give(
                context.episodeId(),
                context.require(OWNER),
                context.get(PERSON).orElse(null),
                context.require(DECIDED_BY));
        context.set(PLACE, FollowOnActions.place(owner));
        context.set(owner.isClinical() ? TEAM : OFFICE, owner.role().group());
        if (owner.person() != null) {
            context.set(PERSON, owner.person());
        }
    }
}
