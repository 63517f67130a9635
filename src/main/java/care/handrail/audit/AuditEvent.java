package care.handrail.audit;

import org.jspecify.annotations.Nullable;

/**
 * One access or change, in codes and opaque ids: never content.
 *
 * @param kind what was done
 * @param outcome whether it was allowed
 * @param patientId opaque id of the patient; null when no patient is concerned
 * @param episodeId opaque id of the episode; null when none is concerned
 * @param object what it was done to, for example {@code form:CaptureDetails}
 * @param taskId work item; null outside of one
 * @param detail codes that say more, for example the data classes shown; null when there is nothing to add
 */
public record AuditEvent(
        Kind kind,
        Outcome outcome,
        @Nullable String patientId,
        @Nullable String episodeId,
        String object,
        @Nullable String taskId,
        @Nullable String detail) {

    /** The fixed list of things that are recorded. */
    public enum Kind {
        SIGNED_IN,
        SIGN_IN_REFUSED,
        ACCOUNT_CREATED,
        ACCOUNT_CHANGED,
        PASSWORD_CHANGED,
        ROLE_GIVEN,
        ROLE_TAKEN,
        FORM_VIEWED,
        FORM_SUBMITTED,
        DRAFT_SAVED,
        RECORD_AMENDED,
        RECORD_UNREADABLE,
        PATIENT_SEARCHED,
        DUPLICATES_SEARCHED,
        DUPLICATES_DECIDED,
        SAME_PERSON_UNDONE,
        EPISODE_OPENED,
        EPISODE_VIEWED,
        EPISODE_ENDED,
        EPISODE_REOPENED,
        ENQUIRY_PASSED_TO_CLINICIAN,
        WORK_ITEM_CLAIMED,
        WORK_ITEM_RELEASED,
        WORK_ITEM_ESCALATED,
        URGENCY_PASSED_ON,
        MESSAGE_RECEIVED,
        MESSAGE_CORRELATED,
        MESSAGE_SENT_TO_REVIEW,
        STEP_RETRIED,
        ENQUIRIES_IMPORTED,
        RELEASE_DEPLOYED,
        TRAIL_CHECKED,
        TRAIL_EXPORTED,
        TRAIL_DAMAGED,
        ACCESS_REFUSED
    }

    /** How it ended. */
    public enum Outcome {
        ALLOWED,
        REFUSED
    }

    /** Returns an allowed act on a patient's episode. */
    public static AuditEvent of(Kind kind, @Nullable String patientId, @Nullable String episodeId, String object) {
        return new AuditEvent(kind, Outcome.ALLOWED, patientId, episodeId, object, null, null);
    }

    /** Returns the same event, done within a work item. */
    public AuditEvent inWorkItem(@Nullable String id) {
        return new AuditEvent(kind, outcome, patientId, episodeId, object, id, detail);
    }

    /** Returns the same event with more codes. */
    public AuditEvent with(String codes) {
        return new AuditEvent(kind, outcome, patientId, episodeId, object, taskId, codes);
    }

    /** Returns the same event as refused. */
    public AuditEvent refused() {
        return new AuditEvent(kind, Outcome.REFUSED, patientId, episodeId, object, taskId, detail);
    }
}
