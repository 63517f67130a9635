package care.handrail.audit;

import java.util.Optional;
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
 * @param version which version of the object was seen or made; null when it has none
 * @param purpose what it was done for; null when somebody was refused before that was known
 * @param basis opaque id of the care relationship or break-glass that allowed it; null when none was asked for
 * @param processInstanceId process instance that it was done in; null outside of one
 */
public record AuditEvent(
        Kind kind,
        Outcome outcome,
        @Nullable String patientId,
        @Nullable String episodeId,
        String object,
        @Nullable String taskId,
        @Nullable String detail,
        @Nullable String version,
        @Nullable Purpose purpose,
        @Nullable String basis,
        @Nullable String processInstanceId) {

    /** The fixed list of things that are recorded, each with the purpose that it has unless the event says another. */
    public enum Kind {
        SIGNED_IN(Purpose.HSYSADMIN),
        SIGNED_OUT(Purpose.HSYSADMIN),
        /** By their owner, from another one. */
        SESSIONS_ENDED(Purpose.HSYSADMIN),
        SIGN_IN_REFUSED(Purpose.HSYSADMIN),
        SIGN_IN_HELD_BACK(Purpose.HSYSADMIN),
        /** Somebody came in with a password that somebody else had set, and has to choose another one. */
        PASSWORD_ASKED(Purpose.HSYSADMIN),
        PASSKEY_ASKED(Purpose.HSYSADMIN),
        PASSKEY_REFUSED(Purpose.HSYSADMIN),
        PASSKEY_REGISTERED(Purpose.HSYSADMIN),
        PASSKEY_REMOVED(Purpose.HSYSADMIN),
        PASSKEYS_RESET(Purpose.HSYSADMIN),
        SERVICE_ACCOUNT_CREATED(Purpose.HSYSADMIN),
        SERVICE_ACCOUNT_REVOKED(Purpose.HSYSADMIN),
        SERVICE_CALL(Purpose.HOPERAT),
        ACCOUNT_CREATED(Purpose.HSYSADMIN),
        ACCOUNT_CHANGED(Purpose.HSYSADMIN),
        PASSWORD_CHANGED(Purpose.HSYSADMIN),
        /** Asked for by one person, for another one to confirm. */
        ACCOUNT_ACT_ASKED(Purpose.HSYSADMIN),
        ACCOUNT_ACT_CONFIRMED(Purpose.HSYSADMIN),
        ACCOUNT_ACT_REFUSED(Purpose.HSYSADMIN),
        /** By whoever owns the machine, when nobody inside could do it. */
        ACCOUNT_RESCUED(Purpose.HSYSADMIN),
        ROLE_GIVEN(Purpose.HSYSADMIN),
        ROLE_TAKEN(Purpose.HSYSADMIN),
        SITE_GIVEN(Purpose.HSYSADMIN),
        SITE_TAKEN(Purpose.HSYSADMIN),
        FORM_VIEWED(Purpose.TREAT),
        FORM_SUBMITTED(Purpose.TREAT),
        DRAFT_VIEWED(Purpose.TREAT),
        DRAFT_SAVED(Purpose.TREAT),
        RECORD_OPENED_IN_EMERGENCY(Purpose.ETREAT),
        RECORD_AMENDED(Purpose.TREAT),
        RECORD_UNREADABLE(Purpose.PATADMIN),
        RECORD_KEYS_VIEWED(Purpose.HSYSADMIN),
        RECORD_KEY_RENEWAL_ASKED(Purpose.HSYSADMIN),
        RECORD_KEY_RENEWED(Purpose.HSYSADMIN),
        MASTER_KEY_CHANGED(Purpose.HSYSADMIN),
        RECORD_SHREDDING_ASKED(Purpose.HCOMPL),
        RECORD_SHREDDING_WITHDRAWN(Purpose.HCOMPL),
        RECORD_SHREDDINGS_VIEWED(Purpose.HCOMPL),
        RECORD_SHREDDED(Purpose.HCOMPL),
        PATIENT_SEARCHED(Purpose.PATADMIN),
        /** Shown in the answer to a search. */
        PATIENT_FOUND(Purpose.PATADMIN),
        /** Named on the card of a work item. */
        CARD_VIEWED(Purpose.TREAT),
        /** Seen on the page of the record. */
        PATIENT_VIEWED(Purpose.TREAT),
        DUPLICATES_SEARCHED(Purpose.PATADMIN),
        DUPLICATES_DECIDED(Purpose.PATADMIN),
        SAME_PERSON_VIEWED(Purpose.PATADMIN),
        SAME_PERSON_UNDONE(Purpose.PATADMIN),
        NOTICE_GIVEN(Purpose.PATADMIN),
        CONSENT_GIVEN(Purpose.PATADMIN),
        CONSENT_WITHDRAWN(Purpose.PATADMIN),
        CONSENTS_VIEWED(Purpose.PATADMIN),
        CORRESPONDENCE_ASKED(Purpose.TREAT),
        CORRESPONDENCE_SENT(Purpose.TREAT),
        CORRESPONDENCE_NOT_SENT(Purpose.TREAT),
        USE_REFUSED,
        REFERRAL_ARRIVED(Purpose.PATADMIN),
        REFERRAL_DECIDED(Purpose.TREAT),
        REFERRAL_ANSWERED(Purpose.TREAT),
        DOCUMENT_RECEIVED(Purpose.PATADMIN),
        DOCUMENT_VIEWED(Purpose.TREAT),
        DOCUMENT_FILED(Purpose.PATADMIN),
        DOCUMENT_TAKEN_BACK(Purpose.PATADMIN),
        DOCUMENT_SET_ASIDE(Purpose.PATADMIN),
        EPISODE_OPENED(Purpose.PATADMIN),
        EPISODE_VIEWED(Purpose.PATADMIN),
        EPISODE_ENDED(Purpose.PATADMIN),
        EPISODE_REOPENED(Purpose.PATADMIN),
        ENQUIRY_PASSED_TO_CLINICIAN(Purpose.TREAT),
        REFERRAL_OPENED(Purpose.TREAT),
        REFERRAL_MOVED(Purpose.TREAT),
        WORK_ITEM_CLAIMED(Purpose.TREAT),
        WORK_ITEM_RELEASED(Purpose.TREAT),
        WORK_ITEM_ESCALATED(Purpose.TREAT),
        URGENCY_PASSED_ON(Purpose.TREAT),
        FOLLOW_ON_ASKED(Purpose.TREAT),
        FOLLOW_ON_GIVEN(Purpose.TREAT),
        FOLLOW_ON_CLOSED(Purpose.TREAT),
        SIGN_OFF_REQUESTED(Purpose.TREAT),
        SIGN_OFF_HANDED_ON(Purpose.TREAT),
        SIGN_OFF_WITHDRAWN(Purpose.TREAT),
        /** Approved, rejected or sent back for changes. */
        ITEM_SIGNED(Purpose.TREAT),
        /** What was signed has been changed since. */
        SIGNATURE_VOIDED(Purpose.TREAT),
        MESSAGE_RECEIVED(Purpose.TREAT),
        MESSAGE_CORRELATED(Purpose.TREAT),
        MESSAGE_SENT_TO_REVIEW(Purpose.TREAT),
        LEFT_BEHIND_FOUND(Purpose.HOPERAT),
        TEST_ORDERED(Purpose.TREAT),
        TEST_ORDER_ENDED(Purpose.TREAT),
        RESULT_RECEIVED(Purpose.TREAT),
        RESULT_STANDING_VIEWED(Purpose.HOPERAT),
        /** Whose it is has to be found first. */
        RESULT_QUARANTINED(Purpose.PATADMIN),
        RESULT_SENT_BACK(Purpose.PATADMIN),
        /** Put into a patient's record. */
        RESULT_FILED(Purpose.TREAT),
        /** Taken out of the record of a patient whose it is not. */
        RESULT_TAKEN_BACK(Purpose.PATADMIN),
        RESULT_CLOSED(Purpose.TREAT),
        /** The letter that had told the patient came back. */
        RESULT_REOPENED(Purpose.TREAT),
        INTEGRATION_FAILED(Purpose.HOPERAT),
        STEP_RETRIED(Purpose.HOPERAT),
        ENQUIRIES_IMPORTED(Purpose.PATADMIN),
        RELEASE_DEPLOYED(Purpose.HOPERAT),
        TRAIL_CHECKED(Purpose.HCOMPL),
        TRAIL_EXPORTED(Purpose.HCOMPL),
        CARE_TEAMS_REVIEWED(Purpose.HCOMPL),
        TRAIL_DAMAGED(Purpose.HCOMPL),
        ACCESS_REFUSED;

        private final @Nullable Purpose purpose;

        Kind() {
            this.purpose = null;
        }

        Kind(Purpose purpose) {
            this.purpose = purpose;
        }

        Optional<Purpose> purpose() {
            return Optional.ofNullable(purpose);
        }
    }

    /** How it ended. */
    public enum Outcome {
        ALLOWED,
        REFUSED
    }

    /** What patient data is used for: the codes of FHIR's PurposeOfUse (HL7 v3 ActReason) that this clinic knows. */
    public enum Purpose {
        /** Treatment. */
        TREAT,
        /** Treatment in an emergency: access under break-glass. */
        ETREAT,
        /** Administration of the patient's care: registration, appointments, keeping records right. */
        PATADMIN,
        /** Payment. */
        HPAYMT,
        /** The running of the clinic otherwise. */
        HOPERAT,
        /** Compliance: showing that the rules were kept. */
        HCOMPL,
        /** Administration of the system and of its accounts. */
        HSYSADMIN
    }

    /** Returns an allowed act on a patient's episode, for the kind's purpose. */
    public static AuditEvent of(Kind kind, @Nullable String patientId, @Nullable String episodeId, String object) {
        return new AuditEvent(
                kind,
                Outcome.ALLOWED,
                patientId,
                episodeId,
                object,
                null,
                null,
                null,
                kind.purpose().orElse(null),
                null,
                null);
    }

    /** Returns the same event, done within a work item. */
    public AuditEvent inWorkItem(@Nullable String id) {
        return new AuditEvent(
                kind, outcome, patientId, episodeId, object, id, detail, version, purpose, basis, processInstanceId);
    }

    /** Returns the same event with more codes. */
    public AuditEvent with(String codes) {
        return new AuditEvent(
                kind, outcome, patientId, episodeId, object, taskId, codes, version, purpose, basis, processInstanceId);
    }

    /** Returns the same event, done to this version of the object. */
    public AuditEvent withVersion(@Nullable String ofObject) {
        return new AuditEvent(
                kind,
                outcome,
                patientId,
                episodeId,
                object,
                taskId,
                detail,
                ofObject,
                purpose,
                basis,
                processInstanceId);
    }

    /** Returns the same event, done for this purpose. */
    public AuditEvent withPurpose(Purpose other) {
        return new AuditEvent(
                kind, outcome, patientId, episodeId, object, taskId, detail, version, other, basis, processInstanceId);
    }

    /** Returns the same event, allowed by the care relationship or break-glass of this id. */
    public AuditEvent withBasis(@Nullable String id) {
        return new AuditEvent(
                kind, outcome, patientId, episodeId, object, taskId, detail, version, purpose, id, processInstanceId);
    }

    /** Returns the same event, done within this process instance. A step's events are so by themselves. */
    public AuditEvent withProcessInstance(@Nullable String id) {
        return new AuditEvent(kind, outcome, patientId, episodeId, object, taskId, detail, version, purpose, basis, id);
    }

    /** Returns the same event as refused. */
    public AuditEvent refused() {
        return new AuditEvent(
                kind,
                Outcome.REFUSED,
                patientId,
                episodeId,
                object,
                taskId,
                detail,
                version,
                purpose,
                basis,
                processInstanceId);
    }
}
