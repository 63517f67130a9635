package care.handrail.results;

import java.util.Locale;

/** Where a result stands. A correction is a result of its own, which supersedes the one that it corrects. */
public enum ResultState {
    /** Stored; nobody has looked whose it is. */
    RECEIVED,
    /** Order and patient did not agree; it is in nobody's record. */
    QUARANTINED,
    /** Sent back to the sender with a reason; it is in nobody's record. */
    SENT_BACK,
    /** In the patient's record, to be reviewed. */
    FILED,
    /** A clinician has decided what follows; the patient is to be told. */
    REVIEWED,
    /** The patient was told, or a clinician decided that nobody can be told. */
    CLOSED,
    /** A newer version of the report is in the record. */
    SUPERSEDED;

    /** Returns the name as people and programs read it, for example {@code sent-back}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
