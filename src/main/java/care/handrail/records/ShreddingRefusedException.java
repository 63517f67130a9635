package care.handrail.records;

/** A record cannot be destroyed, or not by this person, or not now. */
public class ShreddingRefusedException extends RuntimeException {

    public ShreddingRefusedException(String sentence) {
        super(sentence);
    }
}
