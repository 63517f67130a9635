package care.handrail.records;

/** Somebody else amended the entry after the person opened it. Answered with status 409. */
public class AmendedMeanwhileException extends RuntimeException {

    public AmendedMeanwhileException() {
        super("Somebody else has amended this entry since you opened it. Open it again, then make your change.");
    }
}
