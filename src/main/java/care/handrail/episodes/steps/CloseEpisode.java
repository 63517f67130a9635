package care.handrail.episodes.steps;

import static care.handrail.episodes.EpisodeVariables.EPISODE_OUTCOME;
import static care.handrail.episodes.EpisodeVariables.RETENTION_DATE;

import care.handrail.episodes.EpisodeCourse;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Closes the episode as its pathway ended: discharged, or with a reason. */
@Component
class CloseEpisode implements Step {

    private final EpisodeCourse course;

    CloseEpisode(EpisodeCourse course) {
        this.course = course;
    }

    @Override
    public void run(StepContext context) {
        course.finish(context.episodeId(), context.require(EPISODE_OUTCOME), context.get(RETENTION_DATE));
    }
}
