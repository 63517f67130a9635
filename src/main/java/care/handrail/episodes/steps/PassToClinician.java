package care.handrail.episodes.steps;

import care.handrail.episodes.EpisodeCourse;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Gives a clinician the work item "See this enquiry now". */
@Component
class PassToClinician implements Step {

    private final EpisodeCourse course;

    PassToClinician(EpisodeCourse course) {
        this.course = course;
    }

    @Override
    public void run(StepContext context) {
        course.passToClinician(context.episodeId());
    }
}
