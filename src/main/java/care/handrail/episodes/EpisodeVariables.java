package care.handrail.episodes;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;

/** The process variables that the steps of an episode use; declared in {@code processes/}. */
public final class EpisodeVariables {

    /** How the last stage ended, and in the end how the episode ended. */
    public static final PathwayVariable<String> EPISODE_OUTCOME = PathwayVariable.code("episodeOutcome");

    public static final PathwayVariable<String> PATIENT_EVENT = PathwayVariable.code("patientEvent");
    public static final PathwayVariable<String> PLAN_AUTHOR = PathwayVariable.id("planAuthor");
    public static final PathwayVariable<String> SUMMARY_AUTHOR = PathwayVariable.id("summaryAuthor");
    public static final PathwayVariable<Date> RETENTION_DATE = PathwayVariable.date("retentionDate");
    /** As a clinician said it. */
    public static final PathwayVariable<String> URGENCY = PathwayVariable.code("urgency");

    public static final PathwayVariable<Boolean> LETTER_ALLOWED = PathwayVariable.flag("letterAllowed");

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> REFERENCE = PathwayVariable.id("reference");
    static final PathwayVariable<String> SITE = PathwayVariable.code("site");
    static final PathwayVariable<String> SERVICE_LINE = PathwayVariable.code("serviceLine");
    static final PathwayVariable<String> SOURCE = PathwayVariable.code("source");
    static final PathwayVariable<String> SOURCE_REFERENCE = PathwayVariable.id("sourceReference");
    static final PathwayVariable<String> PRIORITY = PathwayVariable.code("priority");
    static final PathwayVariable<String> LANGUAGE = PathwayVariable.code("language");
    static final PathwayVariable<String> ENQUIRY_STATE = PathwayVariable.code("enquiryState");
    static final PathwayVariable<String> INCOMPLETE_REASON = PathwayVariable.code("incompleteReason");

    private EpisodeVariables() {}
}
