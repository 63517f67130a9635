package care.handrail.patients;

/** How far a patient is known to the clinic. */
public enum RegistrationState {
    /** Somebody asked for help; who they are is not settled. */
    ENQUIRED,
    /** Details taken, duplicates decided, identity proven, privacy notice given. */
    READY_FOR_SCHEDULING
}
