package care.handrail.patients;

/** Somebody searches more often than work asks for. Answered with status 429. */
public class SearchUsedUpException extends RuntimeException {

    public SearchUsedUpException() {
        super("You have searched very often within a short time. Wait a minute, then search again.");
    }
}
