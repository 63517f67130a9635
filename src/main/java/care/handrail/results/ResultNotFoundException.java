package care.handrail.results;

/** There is no such result, or it was sent by somebody else. */
public class ResultNotFoundException extends RuntimeException {

    public ResultNotFoundException() {
        super("There is no result with this receipt. Use the receipt that the answer to your message gave you.");
    }
}
