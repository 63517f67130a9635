package care.handrail.audit.fhir;

import care.handrail.audit.AuditEvent.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of the trail is in FHIR; docs/audit-in-fhir.md shows the table.
 *
 * @param type of DICOM's audit event types (PS3.16, CID 400), which FHIR's value set takes over
 * @param subtype DICOM's, where it has one; the kind itself is always one as well
 * @param action what was done to the object
 */
record KindInFhir(Type type, @Nullable Type subtype, AuditEventAction action) {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

    /** Codes of DICOM that are used here. */
    enum Type {
        APPLICATION_ACTIVITY("110100", "Application Activity"),
        AUDIT_LOG_USED("110101", "Audit Log Used"),
        EXPORT("110106", "Export"),
        IMPORT("110107", "Import"),
        PATIENT_RECORD("110110", "Patient Record"),
        QUERY("110112", "Query"),
        SECURITY_ALERT("110113", "Security Alert"),
        USER_AUTHENTICATION("110114", "User Authentication"),
        LOGIN("110122", "Login"),
        LOGOUT("110123", "Logout"),
        ATTRIBUTES_CHANGED("110137", "User Security Attributes Changed");

        private final String code;
        private final String display;

        Type(String code, String display) {
            this.code = code;
            this.display = display;
        }

        Coding coding() {
            return new Coding(DICOM, code, display);
        }
    }

    /** What a row is whose kind this version does not know any more. */
    private static final KindInFhir UNKNOWN = new KindInFhir(Type.APPLICATION_ACTIVITY, null, AuditEventAction.E);

    private static final Map<Kind, KindInFhir> ALL = new EnumMap<>(Kind.class);

    static {
        map(Type.USER_AUTHENTICATION, Type.LOGIN, AuditEventAction.E, Kind.SIGNED_IN);
        map(Type.USER_AUTHENTICATION, Type.LOGIN, AuditEventAction.E, Kind.SIGN_IN_REFUSED);
        map(Type.USER_AUTHENTICATION, Type.LOGIN, AuditEventAction.E, Kind.SIGN_IN_HELD_BACK);
        map(Type.USER_AUTHENTICATION, Type.LOGOUT, AuditEventAction.E, Kind.SIGNED_OUT);
        map(Type.USER_AUTHENTICATION, Type.LOGOUT, AuditEventAction.E, Kind.SESSIONS_ENDED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.C, Kind.ACCOUNT_CREATED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.ACCOUNT_CHANGED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.PASSWORD_CHANGED);
        map(Type.USER_AUTHENTICATION, Type.LOGIN, AuditEventAction.E, Kind.PASSWORD_ASKED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.E, Kind.ACCOUNT_ACT_ASKED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.ACCOUNT_ACT_CONFIRMED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.E, Kind.ACCOUNT_ACT_REFUSED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.ACCOUNT_RESCUED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.ROLE_GIVEN);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.ROLE_TAKEN);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.C, Kind.SERVICE_ACCOUNT_CREATED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.D, Kind.SERVICE_ACCOUNT_REVOKED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.E, Kind.SERVICE_CALL);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.SITE_GIVEN);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.U, Kind.SITE_TAKEN);
        map(Type.USER_AUTHENTICATION, Type.LOGIN, AuditEventAction.E, Kind.PASSKEY_ASKED);
        map(Type.USER_AUTHENTICATION, Type.LOGIN, AuditEventAction.E, Kind.PASSKEY_REFUSED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.C, Kind.PASSKEY_REGISTERED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.D, Kind.PASSKEY_REMOVED);
        map(Type.SECURITY_ALERT, Type.ATTRIBUTES_CHANGED, AuditEventAction.D, Kind.PASSKEYS_RESET);
        map(Type.SECURITY_ALERT, null, AuditEventAction.E, Kind.ACCESS_REFUSED);
        map(Type.SECURITY_ALERT, null, AuditEventAction.E, Kind.TRAIL_DAMAGED);
        map(Type.AUDIT_LOG_USED, null, AuditEventAction.R, Kind.CARE_TEAMS_REVIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.FORM_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.FORM_SUBMITTED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.DRAFT_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.DRAFT_SAVED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.RECORD_AMENDED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.RECORD_UNREADABLE);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.R, Kind.RECORD_KEYS_VIEWED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.E, Kind.RECORD_KEY_RENEWAL_ASKED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.U, Kind.RECORD_KEY_RENEWED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.U, Kind.MASTER_KEY_CHANGED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.RECORD_SHREDDINGS_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.RECORD_SHREDDING_ASKED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.RECORD_SHREDDING_WITHDRAWN);
        map(Type.PATIENT_RECORD, null, AuditEventAction.D, Kind.RECORD_SHREDDED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.CONSENTS_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.CORRESPONDENCE_ASKED);
        map(Type.EXPORT, null, AuditEventAction.R, Kind.CORRESPONDENCE_SENT);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.CORRESPONDENCE_NOT_SENT);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.CONSENT_GIVEN);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.CONSENT_WITHDRAWN);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.NOTICE_GIVEN);
        map(Type.SECURITY_ALERT, null, AuditEventAction.E, Kind.USE_REFUSED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.RECORD_OPENED_IN_EMERGENCY);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.PATIENT_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.PATIENT_FOUND);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.CARD_VIEWED);
        map(Type.QUERY, null, AuditEventAction.E, Kind.PATIENT_SEARCHED);
        map(Type.QUERY, null, AuditEventAction.E, Kind.DUPLICATES_SEARCHED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.DUPLICATES_DECIDED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.SAME_PERSON_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.SAME_PERSON_UNDONE);
        map(Type.IMPORT, null, AuditEventAction.C, Kind.REFERRAL_ARRIVED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.REFERRAL_DECIDED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.REFERRAL_ANSWERED);
        map(Type.IMPORT, null, AuditEventAction.C, Kind.DOCUMENT_RECEIVED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.DOCUMENT_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.DOCUMENT_FILED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.DOCUMENT_TAKEN_BACK);
        map(Type.PATIENT_RECORD, null, AuditEventAction.D, Kind.DOCUMENT_SET_ASIDE);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.EPISODE_OPENED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.REFERRAL_OPENED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.REFERRAL_MOVED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.R, Kind.EPISODE_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.EPISODE_ENDED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.EPISODE_REOPENED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.ENQUIRY_PASSED_TO_CLINICIAN);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.WORK_ITEM_CLAIMED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.WORK_ITEM_RELEASED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.WORK_ITEM_ESCALATED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.URGENCY_PASSED_ON);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.FOLLOW_ON_ASKED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.FOLLOW_ON_GIVEN);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.FOLLOW_ON_CLOSED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.SIGN_OFF_REQUESTED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.SIGN_OFF_HANDED_ON);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.SIGN_OFF_WITHDRAWN);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.ITEM_SIGNED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.SIGNATURE_VOIDED);
        map(Type.IMPORT, null, AuditEventAction.C, Kind.MESSAGE_RECEIVED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.MESSAGE_CORRELATED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.E, Kind.MESSAGE_SENT_TO_REVIEW);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.E, Kind.LEFT_BEHIND_FOUND);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.TEST_ORDERED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.TEST_ORDER_ENDED);
        map(Type.IMPORT, null, AuditEventAction.C, Kind.RESULT_RECEIVED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.R, Kind.RESULT_STANDING_VIEWED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.RESULT_QUARANTINED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.RESULT_SENT_BACK);
        map(Type.PATIENT_RECORD, null, AuditEventAction.C, Kind.RESULT_FILED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.D, Kind.RESULT_TAKEN_BACK);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.RESULT_CLOSED);
        map(Type.PATIENT_RECORD, null, AuditEventAction.U, Kind.RESULT_REOPENED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.E, Kind.INTEGRATION_FAILED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.E, Kind.STEP_RETRIED);
        map(Type.IMPORT, null, AuditEventAction.C, Kind.ENQUIRIES_IMPORTED);
        map(Type.APPLICATION_ACTIVITY, null, AuditEventAction.C, Kind.RELEASE_DEPLOYED);
        map(Type.AUDIT_LOG_USED, null, AuditEventAction.E, Kind.TRAIL_CHECKED);
        map(Type.AUDIT_LOG_USED, null, AuditEventAction.R, Kind.TRAIL_EXPORTED);
    }

    private static void map(Type type, @Nullable Type subtype, AuditEventAction action, Kind kind) {
        ALL.put(kind, new KindInFhir(type, subtype, action));
    }

    /** Returns what the kind of this name is. */
    static KindInFhir named(String kind) {
        return ALL.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(kind))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Returns the whole table. */
    static Map<Kind, KindInFhir> all() {
        return Map.copyOf(ALL);
    }

    /** Returns the type's code and the action, as the table in the documents shows them. */
    String words() {
        return type.code + " " + type.display
                + (subtype == null ? "" : ", " + subtype.code + " " + subtype.display)
                + " | " + action.toCode();
    }
}
