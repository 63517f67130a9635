package care.handrail.episodes.steps;

import care.handrail.episodes.EpisodeCourse;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Puts the patient back where they stood before a mistaken ending, after a person has confirmed the mistake. */
@Component
class ReopenEpisode implements Step {

    private final EpisodeCourse course;

    ReopenEpisode(EpisodeCourse course) {
        this.course = course;
    }

    @Override
    public void run(StepContext context) {
        course.reopen(context.episodeId());
    }
}
