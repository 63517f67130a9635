package care.handrail.patients;

import java.util.Arrays;
import java.util.Optional;

/** Why a decision that two patients are one person is taken back; a code, because reasons are kept in clear. */
public enum UndoReason {
    WRONG_PATIENT("wrong-patient"),
    ENTERED_BY_MISTAKE("entered-by-mistake"),
    NEW_INFORMATION("new-information");

    private final String code;

    UndoReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Returns the reason with the code; empty for an unknown code. */
    public static Optional<UndoReason> ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst();
    }
}
