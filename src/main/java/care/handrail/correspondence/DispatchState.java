package care.handrail.correspondence;

import java.util.Locale;

/** How far something that is to be sent has come. */
public enum DispatchState {
    /** Will be sent by a job, for the first time or again. */
    WAITING,
    /** A job is at it, and nothing has been accepted by anybody yet. */
    SENDING,
    /** Was handed over, and the answer is not known yet. */
    HANDED_OVER,
    /** Was handed over, and nobody here can tell whether it was accepted. A person finds out. */
    UNCERTAIN,
    /** Lies in the print queue. */
    TO_PRINT,
    /** Does the same, and is for eyes that may read what is clinical. */
    TO_PRINT_CLINICAL,
    /** Was accepted by whoever carries it on. */
    SENT,
    /** Was printed and posted. */
    PRINTED,
    /** Its time had passed before it could be sent. */
    SUPPRESSED_STALE,
    /** The patient does not want it. */
    REFUSED_CONSENT,
    /** Could not be sent. A person decides how to go on. */
    FAILED,
    /** Went out, and came back. A person decides how to go on. */
    BOUNCED,
    /** A person decided that it will not be sent. */
    GIVEN_UP,
    /** Whoever asked for it called it back before it went out. */
    WITHDRAWN;

    /** Returns the name as the diagram writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
