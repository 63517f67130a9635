package care.handrail.episodes.steps;

import static care.handrail.episodes.EpisodeVariables.LETTER_ALLOWED;

import care.handrail.episodes.PostedLetters;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Asks whether a letter may go to the patient by post now. */
@Component
class CheckLetterAllowed implements Step {

    private final PostedLetters letters;

    CheckLetterAllowed(PostedLetters letters) {
        this.letters = letters;
    }

    @Override
    public void run(StepContext context) {
        context.set(LETTER_ALLOWED, letters.mayBePosted(context.episodeId()));
    }
}
