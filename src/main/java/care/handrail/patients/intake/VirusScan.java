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
     * @throws care.handrail.patients.ScannerSilentException when there is a scanner and it does not answer as it should
     */
    Verdict scan(byte[] content);
}
