package care.handrail.patients;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far an NHS number has been traced to the person.
 *
 * <p>Source: NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE, as far as a clinic without a tracing service needs
 * it.
 */
public enum TraceStatus {
    TRACED("traced", "01"),
    NOT_YET_TRACED("not-yet-traced", "02"),
    TRACE_FAILED("trace-failed", "04"),
    NO_NUMBER("no-number", "07");

    private final String code;
    private final String dataDictionaryCode;

    TraceStatus(String code, String dataDictionaryCode) {
        this.code = code;
        this.dataDictionaryCode = dataDictionaryCode;
    }

    /** Returns the code that forms use. */
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
