package care.handrail.records;

/** Why a record is destroyed. */
public enum ShreddingReason {
    /** It has been kept for as long as it had to be. */
    RETENTION_ENDED,
    /** A court or a regulator ordered it. */
    ORDERED,
    /** It was never about a patient: a test, or somebody registered in error. */
    NOT_A_PATIENT
}
