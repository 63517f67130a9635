package care.handrail.episodes.store;

import care.handrail.episodes.EndReason;
import care.handrail.episodes.EpisodeConflictException;
import care.handrail.episodes.EpisodeStatus;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One need of one patient, from the enquiry to its end; guards which status may follow which. Holds codes and opaque
 * ids, nothing personal.
 */
@Entity
@Table(name = "hr_episode")
public class Episode extends Aggregate {

    private String reference;
    private String patientId;
    private String processId;
    private String site;
    private String serviceLine;
    private String source;
    private @Nullable String sourceReference;
    private @Nullable String fingerprint;

    @Enumerated(EnumType.STRING)
    private EpisodeStatus status;

    @Enumerated(EnumType.STRING)
    private @Nullable EpisodeStatus statusBeforeEnd;

    @Enumerated(EnumType.STRING)
    private @Nullable EndReason endReason;

    /** What the engine needs to put the patient back; null while the episode runs and after discharge. */
    @Column(length = 1_000_000)
    private @Nullable String ended;

    private Instant openedAt;
    private @Nullable Instant endedAt;
    private @Nullable LocalDate retentionDate;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Episode() {}

    /** Opens an episode as an enquiry. */
    public Episode(String id, String reference, String patientId, String processId, Origin origin, Instant now) {
        super(id);
        this.reference = reference;
        this.patientId = patientId;
        this.processId = processId;
        this.site = origin.site();
        this.serviceLine = origin.serviceLine();
        this.source = origin.source();
        this.sourceReference = origin.sourceReference();
        this.status = EpisodeStatus.ENQUIRY;
        this.openedAt = now;
    }

    /**
     * Where an enquiry came from and what it asks for.
     *
     * @param sourceReference the sender's own reference, unique within the source; null when there is none
     */
    public record Origin(String source, @Nullable String sourceReference, String site, String serviceLine) {}

    /**
     * Moves the episode to the status and tells whether that changed anything. Fails when the status cannot follow the
     * present one.
     */
    public boolean become(EpisodeStatus next, Instant now) {
        if (status == next) {
            return false;
        }
        if (!status.canBecome(next)) {
            throw new EpisodeConflictException(
                    "The episode %s is %s and cannot become %s.".formatted(reference, status.code(), next.code()));
        }
        status = next;
        endedAt = next.isEnded() ? now : null;
        return true;
    }

    /**
     * Closes the episode before discharge and tells whether that changed anything: a closed one keeps its reason, a
     * discharged one is refused.
     */
    public boolean close(EndReason reason, Instant now) {
        var before = status;
        if (!become(EpisodeStatus.CLOSED, now)) {
            return false;
        }
        statusBeforeEnd = before;
        endReason = reason;
        return true;
    }

    /** Notes until which day the record has to be kept. */
    public void keepUntil(LocalDate day) {
        retentionDate = day;
    }

    /** Keeps what the engine needs to undo the closing. */
    public void keepForReopening(String whereItStood) {
        ended = whereItStood;
    }

    /**
     * Undoes a mistaken closing and returns what the engine needs to put the patient back.
     *
     * @throws EpisodeConflictException when the episode is not closed, or closed by its own pathway
     */
    public String reopen() {
        if (status != EpisodeStatus.CLOSED || statusBeforeEnd == null) {
            throw new EpisodeConflictException("The episode %s is %s, not closed: there is nothing to reopen."
                    .formatted(reference, status.code()));
        }
        if (ended == null) {
            throw new EpisodeConflictException(
                    "The pathway of episode %s came to its own end. Start a new enquiry.".formatted(reference));
        }
        var where = ended;
        status = statusBeforeEnd;
        statusBeforeEnd = null;
        endReason = null;
        endedAt = null;
        ended = null;
        return where;
    }

    /** Forgets what stands for the letter, and with it the way back: the letter is gone. */
    public void forgetLetter() {
        fingerprint = null;
        ended = null;
    }

    /** Remembers the keyed fingerprint of the values that were sent, to tell a repeated sending from another one. */
    public void rememberFingerprint(String ofValues) {
        fingerprint = ofValues;
    }

    /** Tells whether the episode was opened from values with one of the fingerprints. */
    public boolean wasOpenedFrom(Collection<String> ofValues) {
        return fingerprint != null && ofValues.contains(fingerprint);
    }

    public String reference() {
        return reference;
    }

    public String patientId() {
        return patientId;
    }

    public String processId() {
        return processId;
    }

    public String site() {
        return site;
    }

    public String serviceLine() {
        return serviceLine;
    }

    public EpisodeStatus status() {
        return status;
    }

    public Optional<EndReason> endReason() {
        return Optional.ofNullable(endReason);
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Optional<LocalDate> retentionDate() {
        return Optional.ofNullable(retentionDate);
    }
}
