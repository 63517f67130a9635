package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;

/** A place off this machine that is told every checkpoint. */
interface CheckpointExport {

    /** Returns a code for it. */
    String name();

    /** Returns the batch that it has already been told; 0 when none. */
    long last();

    /** Tells it the next one. Fails when it was not taken; the same one then comes again. */
    void send(Checkpoint checkpoint);
}
