package care.handrail.episodes.steps;

import static care.handrail.episodes.EpisodeVariables.SUMMARY_AUTHOR;
import static care.handrail.episodes.EpisodeVariables.URGENCY;

import care.handrail.episodes.EpisodeSignOffs;
import care.handrail.episodes.SignedPaper;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.signoffs.SignOffVariables;
import org.springframework.stereotype.Component;

/** Asks a second clinician to sign the discharge summary. */
@Component
class AskForSummarySignature implements Step {

    private final EpisodeSignOffs signOffs;

    AskForSummarySignature(EpisodeSignOffs signOffs) {
        this.signOffs = signOffs;
    }

    @Override
    public void run(StepContext context) {
        var signOff = signOffs.ask(
                SignedPaper.DISCHARGE_SUMMARY,
                context.episodeId(),
                context.require(SUMMARY_AUTHOR),
                context.get(URGENCY).orElse(null));
        context.set(SignOffVariables.ID, signOff);
        context.clear(SignOffVariables.REASON);
    }
}
