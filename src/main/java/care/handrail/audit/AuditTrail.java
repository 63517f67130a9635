package care.handrail.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the trail: checks that nobody tampered with it, exports it, and proves single rows. Asks for no permission. */
public interface AuditTrail {

    /** Checks the whole trail, and compares it with the exported checkpoints where the clinic has them in a file. */
    Verification verify();

    /**
     * Hands over every row above a number, in order, as the canonical JSON (RFC 8785) whose hash was or will be sealed.
     */
    void export(long afterEvent, Consumer<String> lines);

    /** Returns a proof that the row was sealed; empty when there is no such row, or it still waits. */
    Optional<InclusionProof> prove(long event);

    /**
     * A row, and what proves that it was sealed. The hash of the row's text (RFC 6962: SHA-256 over a zero byte and the
     * text) leads along the path to the root that the checkpoint signs.
     *
     * @param row canonical JSON
     * @param index place of the row in its batch, from 0
     * @param path hashes from the leaf up to the root, in hexadecimal digits
     * @param checkpoint compare it with the exported one of the same batch
     */
    record InclusionProof(String row, int index, List<String> path, Checkpoint checkpoint) {}
}
