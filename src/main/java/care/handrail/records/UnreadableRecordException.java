package care.handrail.records;

/**
 * Something that is kept cannot be decrypted: the row was changed outside of the program, or its key is not here.
 * Never answered with an older value or with nothing instead.
 */
public class UnreadableRecordException extends RuntimeException {

    public UnreadableRecordException(String what, Throwable cause) {
        super(
                what + " cannot be read: it was changed outside of the program, or its key is missing."
                        + " Tell the system administrator, and do not rely on what else is shown.",
                cause);
    }
}
