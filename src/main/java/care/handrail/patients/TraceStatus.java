package care.handrail.patients;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far an NHS number has been traced to the person.
 *
 * <p>Source: NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE.
 */
public enum TraceStatus {
    VERIFIED("verified", "01"),
    NOT_TRACED("not-traced", "02"),
    TRACE_REQUIRED("trace-required", "03"),
    NO_MATCH("no-match", "04"),
    TO_BE_RESOLVED("to-be-resolved", "05"),
    IN_PROGRESS("in-progress", "06"),
    NOT_REQUIRED("not-required", "07"),
    POSTPONED("postponed", "08");

    private final String code;
    private final String dataDictionaryCode;

    TraceStatus(String code, String dataDictionaryCode) {
        this.code = code;
        this.dataDictionaryCode = dataDictionaryCode;
    }

    /** Returns the code that forms and diagrams use. */
    public String code() {
        return code;
    }

    /** Returns the two-digit code of the NHS Data Dictionary. */
    public String dataDictionaryCode() {
        return dataDictionaryCode;
    }

    /** Returns the status with the code; empty for an unknown code. */
    public static Optional<TraceStatus> ofCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst();
    }
}
