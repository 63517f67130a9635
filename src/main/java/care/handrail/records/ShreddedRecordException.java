package care.handrail.records;

/** Somebody writes of a patient whose record was destroyed on purpose. */
public class ShreddedRecordException extends RuntimeException {

    public ShreddedRecordException() {
        super("The record of this patient was destroyed, as two people decided, and nothing can be added to it."
                + " Register the person as a new patient.");
    }
}
