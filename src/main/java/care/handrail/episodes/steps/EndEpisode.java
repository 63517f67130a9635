package care.handrail.episodes.steps;

import static care.handrail.episodes.EpisodeVariables.PATIENT_EVENT;

import care.handrail.episodes.EndReason;
import care.handrail.episodes.EpisodeCourse;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import org.springframework.stereotype.Component;

/** Ends the episode early for what happened to the patient, after a person has confirmed it. */
@Component
class EndEpisode implements Step {

    private final EpisodeCourse course;

    EndEpisode(EpisodeCourse course) {
        this.course = course;
    }

    @Override
    public void run(StepContext context) {
        var event = context.require(PATIENT_EVENT);
        var reason = EndReason.ofCode(event)
                .orElseThrow(() -> new IllegalStateException("No episode ends for " + event + "."));
        course.end(context.episodeId(), reason);
    }
}
