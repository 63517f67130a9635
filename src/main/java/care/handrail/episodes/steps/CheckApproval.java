package care.handrail.episodes.steps;

import care.handrail.episodes.EpisodeSignOffs;
import care.handrail.episodes.SignedPaper;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.SignOffVariables;
import org.springframework.stereotype.Component;

/** Looks whether the treatment plan, as it is now, is approved. */
@Component
class CheckApproval implements Step {

    private final EpisodeSignOffs signOffs;

    CheckApproval(EpisodeSignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        var answer =
                signOffs.answer(SignedPaper.TREATMENT_PLAN, context.episodeId(), context.require(SignOffVariables.ID));
        context.set(SignOffVariables.ID, answer.signOffId());
        context.set(SignOffVariables.OUTCOME, answer.outcome());
    }
}
