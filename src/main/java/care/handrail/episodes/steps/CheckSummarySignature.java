package care.handrail.episodes.steps;

import care.handrail.episodes.EpisodeSignOffs;
import care.handrail.episodes.SignedPaper;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.SignOffVariables;
import org.springframework.stereotype.Component;

/** Looks whether the discharge summary, as it is now, is signed. */
@Component
class CheckSummarySignature implements Step {

    private final EpisodeSignOffs signOffs;

    CheckSummarySignature(EpisodeSignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        var answer = signOffs.answer(
                SignedPaper.DISCHARGE_SUMMARY, context.episodeId(), context.require(SignOffVariables.ID));
        context.set(SignOffVariables.ID, answer.signOffId());
        context.set(SignOffVariables.OUTCOME, answer.outcome());
    }
}
