package care.handrail.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as a laboratory or an imaging service sent it, in the terms of FHIR's DiagnosticReport and Observation.
 *
 * @param identifier the sender's own number of the report, the same for all its versions
 * @param status preliminary, final, amended, corrected or entered-in-error
 * @param basedOn our number of the order; null when the sender names none
 * @param issued when this version was made available, with its offset
 * @param effective when the sample was taken or the image made, as the sender writes it; null when not said
 * @param code what was tested
 * @param performer who answers for the report; null when not said
 * @param subject whose sample it was
 * @param result what was found; may be empty when there is a conclusion
 * @param conclusion null when there is none
 * @param critical whether the sender asks that somebody looks at once; null for no
 */
public record LabReport(
        @Nullable String identifier,
        @Nullable String status,
        @Nullable String basedOn,
        @Nullable String issued,
        @Nullable String effective,
        @Nullable Code code,
        @Nullable String performer,
        @Nullable Subject subject,
        @Nullable List<Observation> result,
        @Nullable String conclusion,
        @Nullable Boolean critical) {

    /** What was tested or found. */
    public record Code(
            @Nullable String system,
            @Nullable String code,
            @Nullable String text) {}

    /** Whose sample it was, as the sender knows it. */
    public record Subject(
            @Nullable String nhsNumber,
            @Nullable String family,
            @Nullable String given,
            @Nullable String birthDate) {}

    /**
     * One thing that was measured or seen.
     *
     * @param interpretation the sender's own, for example H, LL or A
     */
    public record Observation(
            @Nullable Code code,
            @Nullable String value,
            @Nullable String unit,
            @Nullable String referenceRange,
            @Nullable String interpretation,
            @Nullable String note) {}

    /** Returns nothing of the content, because it would end up in logs. */
    @Override
    public String toString() {
        return "LabReport";
    }
}
