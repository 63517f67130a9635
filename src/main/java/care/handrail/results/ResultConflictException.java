package care.handrail.results;

/** What was asked for does not fit where the result or the order stands. The sentence says why. */
public class ResultConflictException extends RuntimeException {

    public ResultConflictException(String sentence) {
        super(sentence);
    }
}
