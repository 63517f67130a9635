package care.handrail.episodes.steps;

import care.handrail.episodes.EpisodeCourse;
import care.handrail.episodes.EpisodeStatus;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Records that the episode has come to assessment. */
@Component
class RecordAssessmentStarted implements Step {

    private final EpisodeCourse course;

    RecordAssessmentStarted(EpisodeCourse course) {
        this.course = course;
    }

    @Override
    public void run(StepContext context) {
        course.reach(context.episodeId(), EpisodeStatus.IN_ASSESSMENT);
    }
}
