package care.handrail.records;

/** Why a record is destroyed. */
public enum ShreddingReason {
    RETENTION_ENDED("It has been kept for as long as it had to be"),
    ORDERED("A court or a regulator ordered it"),
    NOT_A_PATIENT("It was never about a patient: a test, or somebody registered in error");

    private final String label;

    ShreddingReason(String label) {
        this.label = label;
    }

    /** Returns what people read. */
    public String label() {
        return label;
    }
}
