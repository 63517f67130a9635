package care.handrail.results.steps;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.ResultVariables;
import care.handrail.results.Results;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the result into the record of the patient whose it is. */
@Component
class FileResult implements Step {

    private final Results results;

    FileResult(Results results) {
        this.results = results;
    }

    @Override
    public void run(StepContext context) {
        var filed = results.file(context.episodeId());
        context.set(ResultVariables.PATIENT_ID, filed.patientId());
        context.set(ResultVariables.RESULT_VERSION, filed.version());
        context.set(ResultVariables.RESULT_CURRENT, filed.current());
        context.set(ResultVariables.RESULT_REVIEWED, filed.reviewed());
        set(context, ResultVariables.SITE, filed.site());
        set(context, ResultVariables.SERVICE_LINE, filed.serviceLine());
        set(context, ResultVariables.RESULT_ORDERED_BY, filed.orderedBy());
    }

    private static void set(StepContext context, PathwayVariable<String> variable, @Nullable String value) {
        if (value != null) {
            context.set(variable, value);
        }
    }
}
