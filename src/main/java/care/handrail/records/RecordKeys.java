package care.handrail.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that the records are encrypted under. Each verb asks for a role and is audited. */
public interface RecordKeys {

    /** What a master key is good for. */
    enum Use {
        /** All that is new is written with it. */
        PRIMARY,
        /** Records still hang on it. */
        NEEDED,
        /** No record hangs on it. */
        REMOVABLE
    }

    /**
     * A master key that was given to this start.
     *
     * @param patients how many patients hang on it
     */
    record Master(String id, Use use, long patients) {}

    /**
     * What is still to be moved.
     *
     * @param renewalsWaiting patients who are to get a new key
     * @param formerKeys keys of patients under which something still is
     */
    record Progress(List<Master> masterKeys, long renewalsWaiting, long formerKeys) {}

    /** Returns the master keys, the primary one first, and what is still to be moved. Permission: administrator or compliance. */
    Progress progress();

    /**
     * Asks for new keys: what is recorded is encrypted anew in the background. Returns how many patients are to get one.
     * Permission: administrator.
     *
     * @param patientId null for all patients
     */
    int renew(@Nullable String patientId);
}
