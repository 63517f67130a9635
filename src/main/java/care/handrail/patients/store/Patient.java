package care.handrail.patients.store;

import care.handrail.patients.RegistrationState;
import care.handrail.patients.TraceStatus;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A patient of the clinic: an opaque id and how far it is known; nothing personal. */
@Entity
@Table(name = "hr_patient")
public class Patient extends Aggregate {

    @Enumerated(EnumType.STRING)
    private RegistrationState registrationState;

    @Enumerated(EnumType.STRING)
    private @Nullable TraceStatus traceStatus;

    private Instant openedAt;
    private @Nullable Instant readyAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Patient() {}

    /** Makes a patient of somebody who asked for help. */
    public Patient(String id, Instant now) {
        super(id);
        this.registrationState = RegistrationState.ENQUIRED;
        this.openedAt = now;
    }

    /**
     * Ends the registration. A patient who is ready already, from an earlier episode, stays ready and takes the newer
     * trace status.
     *
     * @param status what is known of the NHS number; null when nothing was said
     */
    public void becomeReadyForScheduling(@Nullable TraceStatus status, Instant now) {
        if (readyAt == null) {
            readyAt = now;
        }
        registrationState = RegistrationState.READY_FOR_SCHEDULING;
        if (status != null) {
            traceStatus = status;
        }
    }

    public RegistrationState registrationState() {
        return registrationState;
    }

    public Optional<TraceStatus> traceStatus() {
        return Optional.ofNullable(traceStatus);
    }
}
