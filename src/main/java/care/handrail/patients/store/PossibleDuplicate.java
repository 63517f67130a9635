package care.handrail.patients.store;

import care.handrail.patients.DuplicateDecision;
import care.handrail.patients.UndoReason;
import care.handrail.patients.matching.MatchScore;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two patients who look alike, as a search for an episode found them, and what a person decided. A decision is made
 * once; taking it back keeps it.
 */
@Entity
@Table(name = "hr_possible_duplicate")
public class PossibleDuplicate extends Aggregate {

    private String episodeId;
    private String patientId;
    private String candidateId;
    private int place;
    private double bits;

    @Enumerated(EnumType.STRING)
    private MatchScore.Grade grade;

    private Instant foundAt;

    @Enumerated(EnumType.STRING)
    private @Nullable DuplicateDecision decision;

    private @Nullable String decidedBy;
    private @Nullable Instant decidedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable UndoReason undoReason;

    private @Nullable String undoneBy;
    private @Nullable Instant undoneAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PossibleDuplicate() {}

    /**
     * Keeps what a search found.
     *
     * @param place in the list that the person sees, from 1
     */
    public PossibleDuplicate(
            String id,
            String episodeId,
            String patientId,
            String candidateId,
            int place,
            MatchScore score,
            Instant now) {
        super(id);
        this.episodeId = episodeId;
        this.patientId = patientId;
        this.candidateId = candidateId;
        this.place = place;
        this.bits = score.bits();
        this.grade = score.grade();
        this.foundAt = now;
    }

    /** Keeps what a person decided. Fails when it is decided already. */
    public void decide(DuplicateDecision what, String userId, Instant now) {
        if (decision != null) {
            throw new IllegalStateException("The possible duplicate " + getId() + " is decided already.");
        }
        decision = what;
        decidedBy = userId;
        decidedAt = now;
    }

    /** Takes the decision back; it is kept, but is not in force any more. Fails when it is not in force. */
    public void undo(UndoReason reason, String userId, Instant now) {
        if (decision == null || undoneAt != null) {
            throw new IllegalStateException("The possible duplicate " + getId() + " has no decision in force.");
        }
        undoReason = reason;
        undoneBy = userId;
        undoneAt = now;
    }

    /** Tells whether it is decided, and still holds, that both are one person. */
    public boolean joinsOnePerson() {
        return decision == DuplicateDecision.SAME_PERSON && undoneAt == null;
    }

    boolean concerns(String patient) {
        return patientId.equals(patient) || candidateId.equals(patient);
    }

    public String patientId() {
        return patientId;
    }

    public String candidateId() {
        return candidateId;
    }

    public int place() {
        return place;
    }

    public Optional<DuplicateDecision> decision() {
        return Optional.ofNullable(decision);
    }

    public Optional<String> decidedBy() {
        return Optional.ofNullable(decidedBy);
    }

    public Optional<UndoReason> undoReason() {
        return Optional.ofNullable(undoReason);
    }

    public Optional<String> undoneBy() {
        return Optional.ofNullable(undoneBy);
    }
}
