package care.handrail.patients;

import java.util.Optional;

/** Knows patients by the references that staff read to each other; rooms above, which give them out, implement it. */
public interface PatientReferences {

    /** Returns what the reference stands for; empty when this room has given out none such. */
    Optional<Referred> find(String reference);

    /**
     * What a reference stands for.
     *
     * @param episodeId opaque id of the episode
     */
    record Referred(String patientId, String episodeId, String site, String serviceLine) {}
}
