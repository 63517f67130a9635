package care.handrail.results.store;

import static care.handrail.results.ResultState.CLOSED;
import static care.handrail.results.ResultState.FILED;
import static care.handrail.results.ResultState.QUARANTINED;
import static care.handrail.results.ResultState.RECEIVED;
import static care.handrail.results.ResultState.REVIEWED;
import static care.handrail.results.ResultState.SENT_BACK;
import static care.handrail.results.ResultState.SUPERSEDED;

import care.handrail.results.ResultConflictException;
import care.handrail.results.ResultState;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of one report, from its arrival until the patient was told; guards what may follow what, and that nobody
 * alone gives it to another patient than the sender did. Holds codes, opaque ids and keyed fingerprints only.
 */
@Entity
@Table(name = "hr_result")
public class Result extends Aggregate {

    private static final String BY_LETTER = "letter";
    private static final Set<String> CORRECTIONS = Set.of("amended", "corrected", "entered-in-error");

    private String reference;
    private String sender;
    private String keyPrint;
    private String contentPrint;
    private String reportPrint;
    private String sentStatus;
    private boolean critical;
    private Instant issuedAt;
    private Instant receivedAt;

    @Enumerated(EnumType.STRING)
    private ResultState state;

    private @Nullable String orderId;
    private @Nullable String namedPatientId;
    private @Nullable String candidates;
    private @Nullable String chosenPatientId;
    private @Nullable String chosenOrderId;
    private boolean identityChanged;
    private @Nullable String settledBy;
    private @Nullable String confirmedBy;
    private @Nullable String sendBackReason;
    private @Nullable String patientId;
    private @Nullable String site;
    private @Nullable String serviceLine;
    private @Nullable String decision;
    private @Nullable String urgency;
    private @Nullable String reviewedBy;
    private @Nullable Instant reviewedAt;
    private @Nullable String letterId;
    private @Nullable String outcome;
    private @Nullable String closedBy;
    private @Nullable Instant closedAt;
    private @Nullable String supersededBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Result() {}

    /** Stores what has arrived. */
    public Result(String id, String reference, Arrival arrival, String site, Instant now) {
        super(id);
        this.reference = reference;
        this.sender = arrival.sender();
        this.keyPrint = arrival.keyPrint();
        this.contentPrint = arrival.contentPrint();
        this.reportPrint = arrival.reportPrint();
        this.sentStatus = arrival.sentStatus();
        this.critical = arrival.critical();
        this.issuedAt = arrival.issuedAt();
        this.site = site;
        this.receivedAt = now;
        this.state = RECEIVED;
    }

    /**
     * What is known of a message besides its content.
     *
     * @param keyPrint keyed fingerprint of the sender's idempotency key
     * @param contentPrint keyed fingerprint of what was sent
     * @param reportPrint keyed fingerprint of the sender's number of the report, the same for all its versions
     * @param sentStatus what the sender says it is: preliminary, final, amended, corrected or entered-in-error
     * @param critical whether the sender asks that somebody looks at once
     */
    public record Arrival(
            String sender,
            String keyPrint,
            String contentPrint,
            String reportPrint,
            String sentStatus,
            boolean critical,
            Instant issuedAt) {}

    /** Tells whether the content has one of the fingerprints. */
    public boolean hasContent(Collection<String> prints) {
        return prints.contains(contentPrint);
    }

    /** Notes the order that the sender names. */
    public void names(TestOrder order) {
        requireState("matched", RECEIVED);
        orderId = order.getId();
        namedPatientId = order.patientId();
        belongsWhere(order);
    }

    /** Order and demographics point to the patient, each by itself. */
    public void agreesOn(String patient) {
        requireState("matched", RECEIVED);
        chosenPatientId = patient;
        chosenOrderId = orderId;
    }

    /** Keeps it away from every record until somebody has found whose it is. */
    public void quarantine(List<String> candidatePatientIds) {
        requireState("put into quarantine", RECEIVED);
        state = QUARANTINED;
        candidates = String.join(",", candidatePatientIds);
    }

    /**
     * Says whose it is. Where that changes what the sender said, another person has to {@link #confirm}.
     *
     * @param order that it answers; null when it answers none
     * @param settledBy user id of the person
     */
    public void settle(String patient, @Nullable String order, boolean changed, String settledBy) {
        requireState("settled", QUARANTINED);
        this.chosenPatientId = patient;
        this.chosenOrderId = order;
        this.identityChanged = changed;
        this.settledBy = settledBy;
        this.confirmedBy = null;
    }

    /**
     * Confirms what another person has said.
     *
     * @throws ResultConflictException when it is the same person
     */
    public void confirm(String confirmedBy) {
        requireState("confirmed", QUARANTINED);
        if (chosenPatientId == null || confirmedBy.equals(settledBy)) {
            throw new ResultConflictException("Another person has to confirm whose result " + reference + " is.");
        }
        this.confirmedBy = confirmedBy;
    }

    /** Sends it back for a reason: it is in nobody's record, and never will be. */
    public void sendBack(String reason) {
        requireState("sent back", QUARANTINED);
        state = SENT_BACK;
        sendBackReason = reason;
    }

    /** Puts it into the record of the patient on whom order and demographics, or the people who looked, agree. */
    public String file() {
        requireState("filed", RECEIVED, QUARANTINED);
        if (chosenPatientId == null || identityChanged && confirmedBy == null) {
            throw new ResultConflictException(
                    "Nobody may file the result %s yet: it is not settled whose it is.".formatted(reference));
        }
        state = FILED;
        patientId = chosenPatientId;
        return patientId;
    }

    /** Takes over from the order which staff look after it. */
    public void belongsWhere(TestOrder order) {
        site = order.site().orElse(site);
        serviceLine = order.serviceLine().orElse(serviceLine);
    }

    /** Takes it out of the record of a patient whose it is not, and returns whose it was. */
    public String takeBack() {
        requireState("taken back", FILED);
        var wrong = required(patientId);
        state = QUARANTINED;
        patientId = null;
        chosenPatientId = null;
        chosenOrderId = null;
        identityChanged = false;
        confirmedBy = null;
        if (candidates == null) {
            candidates = wrong;
        }
        return wrong;
    }

    /** Keeps what a clinician decided, and how urgent they said that it is. */
    public void review(String decision, String urgency, String by, Instant now) {
        requireState("reviewed", FILED);
        state = REVIEWED;
        this.decision = decision;
        this.urgency = urgency;
        reviewedBy = by;
        reviewedAt = now;
    }

    /** Notes the letter by which the patient is to be told; it counts instead of any before. */
    public void writes(String letter) {
        requireState("told by letter", REVIEWED);
        letterId = letter;
    }

    /** Notes that the patient was told, or what a clinician decided instead. */
    public void close(String outcome, String by, Instant now) {
        requireState("closed", REVIEWED);
        state = CLOSED;
        this.outcome = outcome;
        closedBy = by;
        closedAt = now;
    }

    /** Tells whether nothing but the letter is the evidence that the patient was told. */
    public boolean isClosedBy(String letter) {
        return state == CLOSED && BY_LETTER.equals(outcome) && letter.equals(letterId);
    }

    /**
     * Has the patient told again, because the letter has not reached them.
     *
     * @throws ResultConflictException when it is not this letter by which they were told
     */
    public void reopen(String letter) {
        if (!isClosedBy(letter)) {
            throw new ResultConflictException(
                    "The result %s is not closed by this letter and cannot be told again.".formatted(reference));
        }
        state = REVIEWED;
        outcome = null;
        closedBy = null;
        closedAt = null;
    }

    /** Gives way to a newer version, which is reviewed and told in its place. Tells whether it was still worked on. */
    public boolean supersede(Result newer) {
        requireState("superseded", FILED, REVIEWED, CLOSED);
        boolean open = state != CLOSED;
        state = SUPERSEDED;
        supersededBy = newer.getId();
        return open;
    }

    /** Is worked on again, because the version that had taken its place was not this patient's. */
    public void reinstate() {
        requireState("reinstated", SUPERSEDED);
        state = FILED;
        supersededBy = null;
    }

    /** Forgets what stands for its content, which is gone. */
    public void forgetLetter() {
        contentPrint = "";
    }

    /**
     * Tells whether the other version takes its place: the one that was issued later does, unless one of the two replaces what
     * had arrived before it. A correction, or a final report after a preliminary one, is never the older one, whatever the
     * sender's clock said.
     */
    public boolean isOlderThan(Result other) {
        if (replaces(other) || other.replaces(this)) {
            return !replaces(other);
        }
        int issued = issuedAt.compareTo(other.issuedAt);
        return issued != 0 ? issued < 0 : receivedAt.isBefore(other.receivedAt);
    }

    private boolean replaces(Result earlier) {
        boolean corrects = CORRECTIONS.contains(sentStatus);
        boolean completes = sentStatus.equals("final") && earlier.sentStatus.equals("preliminary");
        return (corrects || completes) && !receivedAt.isBefore(earlier.receivedAt);
    }

    private void requireState(String what, ResultState... anyOf) {
        if (!List.of(anyOf).contains(state)) {
            throw new ResultConflictException(
                    "The result %s is %s and cannot be %s.".formatted(reference, state.code(), what));
        }
    }

    private static String required(@Nullable String value) {
        return Optional.ofNullable(value).orElseThrow();
    }

    public String reference() {
        return reference;
    }

    public String sender() {
        return sender;
    }

    public String reportPrint() {
        return reportPrint;
    }

    public String sentStatus() {
        return sentStatus;
    }

    public boolean critical() {
        return critical;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public ResultState state() {
        return state;
    }

    public Optional<String> orderId() {
        return Optional.ofNullable(orderId);
    }

    /** Returns the patient of the order that the sender names. */
    public Optional<String> namedPatientId() {
        return Optional.ofNullable(namedPatientId);
    }

    /** Returns who it could be, in the order in which they are shown. */
    public List<String> candidates() {
        return candidates == null || candidates.isEmpty() ? List.of() : List.of(candidates.split(","));
    }

    public Optional<String> chosenPatientId() {
        return Optional.ofNullable(chosenPatientId);
    }

    /** Returns the order that it answers; empty while that is open, and when it answers none. */
    public Optional<String> chosenOrderId() {
        return Optional.ofNullable(chosenOrderId);
    }

    public boolean identityChanged() {
        return identityChanged;
    }

    public Optional<String> sendBackReason() {
        return Optional.ofNullable(sendBackReason);
    }

    /** Returns the patient in whose record it is. */
    public Optional<String> patientId() {
        return Optional.ofNullable(patientId);
    }

    public Optional<String> site() {
        return Optional.ofNullable(site);
    }

    public Optional<String> serviceLine() {
        return Optional.ofNullable(serviceLine);
    }

    public Optional<String> decision() {
        return Optional.ofNullable(decision);
    }

    /** Returns how urgent the clinician said that it is; empty before the review. */
    public Optional<String> urgency() {
        return Optional.ofNullable(urgency);
    }

    public Optional<String> outcome() {
        return Optional.ofNullable(outcome);
    }

    public Optional<String> supersededBy() {
        return Optional.ofNullable(supersededBy);
    }
}
