package care.handrail.referrals.store;

import care.handrail.referrals.ReferralConflictException;
import care.handrail.referrals.ReferralEvent;
import care.handrail.referrals.ReferralState;
import care.handrail.referrals.Verdict;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A referral of one patient to another service; guards what can follow what. Holds codes and opaque ids: what it says
 * stands in the records, under the referral's own key.
 */
@Entity
@Table(name = "hr_outbound_referral")
public class OutboundReferral extends Aggregate {

    /** The way that a referral takes when nothing comes in between. Whoever is further on was there already. */
    private static final List<ReferralState> WAY = List.of(
            ReferralState.RECEIVED,
            ReferralState.ACCEPTED,
            ReferralState.SCHEDULED,
            ReferralState.ATTENDED,
            ReferralState.REPORT_BACK);

    private String reference;
    private String patientId;
    private @Nullable String episodeId;
    private String site;
    private String serviceLine;
    private String service;
    private boolean urgent;
    private String referrer;

    @Enumerated(EnumType.STRING)
    private ReferralState state;

    private Instant stateSince;

    /** How often it was sent. */
    private int sendings;

    /** The service to which it went last; null until then. */
    private @Nullable String sentTo;

    /** The service that has it as far as we know; null when none has, or the one that had it rejected it. */
    private @Nullable String holder;

    /** The service to which it went before it went to another one; null when it never did. */
    private @Nullable String formerService;

    private @Nullable LocalDate appointment;
    private @Nullable String required;
    private @Nullable String enclosure;
    private @Nullable String letterDocument;
    private Instant openedAt;
    private @Nullable Instant endedAt;
    private @Nullable String endedBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected OutboundReferral() {}

    /** Opens a referral as a draft. */
    public OutboundReferral(String id, String reference, Subject subject, Addressing addressing, Instant now) {
        super(id);
        this.reference = reference;
        this.patientId = subject.patientId();
        this.episodeId = subject.episodeId();
        this.site = subject.site();
        this.serviceLine = subject.serviceLine();
        this.service = addressing.service();
        this.urgent = addressing.urgent();
        this.referrer = addressing.referrer();
        this.state = ReferralState.DRAFT;
        this.stateSince = now;
        this.openedAt = now;
    }

    /**
     * Whom it is about.
     *
     * @param episodeId episode of care that it came from; null when it came from none
     */
    public record Subject(String patientId, @Nullable String episodeId, String site, String serviceLine) {}

    /**
     * Who refers to whom.
     *
     * @param service code of the receiving service
     * @param referrer user id of the clinician who answers for what it says
     */
    public record Addressing(String service, boolean urgent, String referrer) {}

    /**
     * Moves the referral on.
     *
     * @throws ReferralConflictException when that cannot happen in its present state
     */
    public void happen(ReferralEvent event, Instant now) {
        if (!event.canHappenIn(state)) {
            throw new ReferralConflictException("The referral %s is %s, so this cannot happen to it: %s."
                    .formatted(reference, state.code(), event.code()));
        }
        if (event == ReferralEvent.SEND) {
            sendings++;
            appointment = null;
            if (sentTo != null && !sentTo.equals(service)) {
                formerService = sentTo;
            }
            sentTo = service;
        }
        enter(event, now);
    }

    /**
     * Takes what a service tells, in whatever order and however often it tells it. Once the referral has gone to another
     * service than before, only a word of which it is known that the present one says it moves it.
     *
     * @param speaker code of the service that tells it; null when that is not known
     * @param day of the appointment; null when the service names none
     */
    public Verdict hear(ReferralEvent news, @Nullable String speaker, @Nullable LocalDate day, Instant now) {
        if (speaker == null ? formerService != null : !speaker.equals(presentService())) {
            return speaker != null && speaker.equals(formerService) ? ofFormer(news) : Verdict.CONTRADICTS;
        }
        if (isOvertaken(news, day)) {
            return Verdict.KNOWN;
        }
        if (!news.canHappenIn(state)) {
            return Verdict.CONTRADICTS;
        }
        become(news, day, now);
        return Verdict.MOVED;
    }

    /** That the former service has it is known, and that it does nothing is what it is asked for. */
    private static Verdict ofFormer(ReferralEvent news) {
        return news == ReferralEvent.RECEIVE || news == ReferralEvent.REJECT ? Verdict.KNOWN : Verdict.OF_FORMER;
    }

    /**
     * Takes what the service says when a person has asked it: that counts, whatever came before.
     *
     * @param day of the appointment; null when the service names none
     * @throws ReferralConflictException when the referral has ended
     */
    public void confirm(ReferralEvent news, @Nullable LocalDate day, Instant now) {
        requireOpen();
        become(news, day, now);
    }

    private void become(ReferralEvent news, @Nullable LocalDate day, Instant now) {
        enter(news, now);
        if (day != null) {
            appointment = day;
        }
    }

    private void enter(ReferralEvent event, Instant now) {
        if (event == ReferralEvent.DELIVER || event.isNews()) {
            // Whoever was chosen meanwhile and got nothing is chosen no more.
            service = presentService();
            holder = event == ReferralEvent.REJECT ? null : service;
        }
        state = event.to();
        stateSince = now;
    }

    private boolean isOvertaken(ReferralEvent news, @Nullable LocalDate day) {
        boolean same = news.to() == state && news != ReferralEvent.REPORT && (day == null || day.equals(appointment));
        return same || WAY.contains(news.to()) && WAY.indexOf(news.to()) < WAY.indexOf(state);
    }

    /** Says anew to whom it goes, how urgently, and who answers for it. Only what has not ended can be changed. */
    public void readdress(Addressing to) {
        requireOpen();
        service = to.service();
        urgent = to.urgent();
        referrer = to.referrer();
    }

    private void requireOpen() {
        if (state.isEnd()) {
            throw new ReferralConflictException("The referral %s is %s.".formatted(reference, state.code()));
        }
    }

    /**
     * Keeps what the service requires besides the letter, and which of the patient's documents goes along for it.
     *
     * @param kind of the document; null when none is required
     * @param document id; null when there is none
     */
    public void enclose(@Nullable String kind, @Nullable String document) {
        required = kind;
        enclosure = document;
    }

    /** Keeps which document is the letter that goes out next. */
    public void attachLetter(String document) {
        letterDocument = document;
    }

    /**
     * Ends it; a cancelled one stays cancelled.
     *
     * @param clinician user id of the clinician who closes it
     */
    public void close(String clinician, Instant now) {
        if (state != ReferralState.CANCELLED) {
            happen(ReferralEvent.CLOSE, now);
        }
        endedAt = now;
        endedBy = clinician;
    }

    public String reference() {
        return reference;
    }

    public String patientId() {
        return patientId;
    }

    public Optional<String> episodeId() {
        return Optional.ofNullable(episodeId);
    }

    public String site() {
        return site;
    }

    public String serviceLine() {
        return serviceLine;
    }

    /** Returns the code of the service that a clinician chose, as it stands in the directory. */
    public String service() {
        return service;
    }

    /**
     * Returns the code of the service whose words count and whom one asks: the one that has it, or to which it is on its
     * way. A service that a clinician has only chosen is not that yet.
     */
    public String presentService() {
        if (state == ReferralState.SENT || holder == null) {
            return Objects.requireNonNullElse(sentTo, service);
        }
        return holder;
    }

    /** Tells whether a service has it or may have it, and so has something to stop. */
    public boolean isHeld() {
        return holder != null || state == ReferralState.SENT;
    }

    /** Returns the code of the service that has it while it is on its way to another one. */
    public Optional<String> otherHolder() {
        return Optional.ofNullable(holder).filter(code -> !code.equals(sentTo));
    }

    /** Returns the code of the service to which it went before it went to another one. */
    public Optional<String> formerService() {
        return Optional.ofNullable(formerService);
    }

    /** Tells whether a clinician said that it is urgent. */
    public boolean urgent() {
        return urgent;
    }

    /** Returns the user id of the clinician who refers. */
    public String referrer() {
        return referrer;
    }

    public ReferralState state() {
        return state;
    }

    public Instant stateSince() {
        return stateSince;
    }

    public int sendings() {
        return sendings;
    }

    public Optional<LocalDate> appointment() {
        return Optional.ofNullable(appointment);
    }

    /** Returns the kind of document that the service requires besides the letter. */
    public Optional<String> required() {
        return Optional.ofNullable(required);
    }

    /** Returns the id of the patient's document that goes along. */
    public Optional<String> enclosure() {
        return Optional.ofNullable(enclosure);
    }

    public Optional<String> letterDocument() {
        return Optional.ofNullable(letterDocument);
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Optional<String> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    @Override
    public String toString() {
        return "Referral " + Objects.toString(getId());
    }
}
