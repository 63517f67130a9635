package care.handrail.patients;

/** The scanner does not answer, so the file was not taken in. Answered with status 503. */
public class ScannerSilentException extends RuntimeException {

    public ScannerSilentException(Throwable cause) {
        super(
                "The check for viruses does not answer, so the file was not taken in. Try again in some minutes, and"
                        + " tell the administrator if it stays so.",
                cause);
    }
}
