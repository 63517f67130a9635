package care.handrail.referrals.store;

import care.handrail.referrals.InboundState;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A referral to us: where it stands, who sent it and what became of it, in codes and opaque ids. Guards which state may
 * follow which. What it says lies with the patient's letter.
 */
@Entity
@Table(name = "hr_inbound_referral")
public class InboundReferral extends Aggregate {

    private String reference;
    private String patientId;
    private String sender;
    private @Nullable String senderReference;
    private @Nullable String fingerprint;
    private String site;
    private String serviceLine;
    private String priority;

    @Enumerated(EnumType.STRING)
    private InboundState state;

    private @Nullable String triage;
    private @Nullable String episodeId;
    private Instant arrivedAt;
    private @Nullable Instant settledAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected InboundReferral() {}

    /** Takes in a referral. */
    public InboundReferral(String id, String reference, String patientId, Asked asked, Instant now) {
        super(id);
        this.reference = reference;
        this.patientId = patientId;
        this.sender = asked.sender();
        this.senderReference = asked.senderReference();
        this.site = asked.site();
        this.serviceLine = asked.serviceLine();
        this.priority = asked.priority();
        this.state = InboundState.RECEIVED;
        this.arrivedAt = now;
    }

    /**
     * Who asks, and for which service.
     *
     * @param senderReference the referrer's own, unique among those of their kind; null when there is none
     * @param priority what the referrer says of the urgency
     */
    public record Asked(
            String sender, @Nullable String senderReference, String site, String serviceLine, String priority) {}

    /** Notes that a clinician accepted it, and the episode of care that began. */
    public void accept(String episode) {
        become(InboundState.ACCEPTED);
        triage = "accept";
        episodeId = episode;
    }

    /**
     * Notes that a clinician did not accept it.
     *
     * @param why code: reject or repeat
     */
    public void reject(String why) {
        become(InboundState.REJECTED);
        triage = why;
    }

    /** Ends it: the referrer has our answer. */
    public void answered(Instant now) {
        become(InboundState.ANSWERED);
        settledAt = now;
    }

    /** Remembers the keyed fingerprint of what was sent, to tell a repeated sending from another one. */
    public void rememberFingerprint(String ofValues) {
        fingerprint = ofValues;
    }

    /** Forgets what stands for what was sent. */
    public void forgetContent() {
        fingerprint = null;
    }

    /** Tells whether it was made of values with one of the fingerprints. */
    public boolean wasMadeOf(Collection<String> ofValues) {
        return fingerprint != null && ofValues.contains(fingerprint);
    }

    private void become(InboundState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(
                    "The referral %s is %s and cannot become %s.".formatted(reference, state, next));
        }
        state = next;
    }

    public String reference() {
        return reference;
    }

    public String patientId() {
        return patientId;
    }

    public String sender() {
        return sender;
    }

    public String site() {
        return site;
    }

    public String serviceLine() {
        return serviceLine;
    }

    public String priority() {
        return priority;
    }

    public InboundState state() {
        return state;
    }

    public Instant arrivedAt() {
        return arrivedAt;
    }

    public Optional<String> triage() {
        return Optional.ofNullable(triage);
    }

    public Optional<String> episodeId() {
        return Optional.ofNullable(episodeId);
    }
}
