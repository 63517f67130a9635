package care.handrail.patients.intake;

/** Looks through a file before anything of it is kept. */
public interface VirusScan {

    /** What came of it. */
    enum Verdict {
        CLEAN,
        INFECTED,
        /** Nobody looked: the clinic has no scanner. */
        NOT_SCANNED
    }

    /**
     * Returns what the scanner finds.
     *
     * @throws ScannerSilentException when there is a scanner and it does not answer as it should
     */
    Verdict scan(byte[] content);

    /** The scanner does not answer, so the file was not taken in. Answered with status 503. */
    class ScannerSilentException extends RuntimeException {

        public ScannerSilentException(Throwable cause) {
            super(
                    "The check for viruses does not answer, so the file was not taken in. Try again in some minutes, and"
                            + " tell the administrator if it stays so.",
                    cause);
        }
    }
}
