package care.handrail.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the trail: checks that nobody tampered with it, exports it, and proves single rows. Asks for no permission. */
public interface AuditTrail {

    /** Checks the whole trail, and compares it with the exported checkpoints where the clinic has them in a file. */
    Verification verify();

    /**
     * Hands over every row above a number, in order, as the canonical JSON (RFC 8785) whose hash was or will be sealed.
     */
    void export(long afterEvent, Consumer<String> lines);

    /**
     * Returns what the person did, saw or was refused from one moment up to another, the first one first; patients who were
     * only shown in a list come last, so that many of them push nothing out.
     */
    List<Act> actsOf(String userId, Instant from, Instant until, int most);

    /**
     * Hands over every row above a number, in order, as a FHIR R4 AuditEvent in one line of JSON, with its proof where it
     * is sealed.
     */
    void exportFhir(long afterEvent, Consumer<String> lines);

    /** Returns a proof that the row was sealed; empty when there is no such row, or it still waits. */
    Optional<InclusionProof> prove(long event);

    /**
     * What somebody did.
     *
     * @param kind name of the event
     * @param outcome {@code ALLOWED} or {@code REFUSED}
     * @param patientId opaque id; null when no patient was concerned
     * @param object what it was done to
     */
    record Act(
            Instant happenedAt,
            String kind,
            String outcome,
            @Nullable String patientId,
            String object) {}

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
