package care.handrail.records;

import java.util.Optional;

/** Knows reasons why what is recorded of a patient must not be destroyed. Rooms above this one implement it. */
public interface KeepsRecord {

    /**
     * Returns why the record must be kept, as a sentence; empty when nothing is known against its end. Whatever it looked
     * at must stay so until the transaction ends.
     */
    Optional<String> whyKept(String patientId);
}
