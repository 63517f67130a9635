package care.handrail.patients.store;

import care.handrail.patients.DocumentKind;
import care.handrail.patients.PatientReferences.Referred;
import care.handrail.patients.intake.IntakeState;
import care.handrail.patients.intake.VirusScan.Verdict;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that has arrived: where it stands and what is known of it, in codes and opaque ids. Guards which state may
 * follow which. Its file is kept by the records under the same id.
 */
@Entity
@Table(name = "hr_intake_document")
public class IntakeDocument extends Aggregate {

    private String reference;
    private String fingerprint;
    private String site;
    private String receivedBy;
    private Instant receivedAt;

    @Enumerated(EnumType.STRING)
    private Verdict scan;

    @Enumerated(EnumType.STRING)
    private IntakeState state;

    private @Nullable String patientId;
    private @Nullable String episodeId;
    private @Nullable String serviceLine;

    @Enumerated(EnumType.STRING)
    private @Nullable DocumentKind kind;

    private @Nullable LocalDate documentDate;
    private @Nullable String sender;
    private @Nullable String givenBack;
    private @Nullable Instant settledAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected IntakeDocument() {}

    /**
     * Takes in a document.
     *
     * @param fingerprint keyed fingerprint of its content
     */
    public IntakeDocument(
            String id,
            String reference,
            String fingerprint,
            String site,
            Verdict scan,
            String receivedBy,
            Instant now) {
        super(id);
        this.reference = reference;
        this.fingerprint = fingerprint;
        this.site = site;
        this.scan = scan;
        this.receivedBy = receivedBy;
        this.receivedAt = now;
        this.state = IntakeState.RECEIVED;
    }

    /** Puts it into a patient's record. */
    public void file(Referred whose, DocumentKind ofKind, @Nullable LocalDate written, String from) {
        become(IntakeState.FILED);
        belongTo(whose, ofKind, written, from);
    }

    /** Ends it: it is a referral to us, which goes on by itself. */
    public void refer(Referred whose, @Nullable LocalDate written, String from, Instant now) {
        become(IntakeState.REFERRED);
        belongTo(whose, DocumentKind.REFERRAL_LETTER, written, from);
        settledAt = now;
    }

    private void belongTo(Referred whose, DocumentKind ofKind, @Nullable LocalDate written, String from) {
        patientId = whose.patientId();
        episodeId = whose.episodeId();
        serviceLine = whose.serviceLine();
        kind = ofKind;
        documentDate = written;
        sender = from;
    }

    /** Takes it out of the record that was the wrong one; kind, date and sender stay. */
    public void takeBack() {
        become(IntakeState.RECEIVED);
        patientId = null;
        episodeId = null;
        serviceLine = null;
    }

    /** Ends it: it is in the right record, and read. */
    public void close(Instant now) {
        become(IntakeState.CLOSED);
        settledAt = now;
    }

    /** Ends it: it is not for this clinic. */
    public void setAside(String how, Instant now) {
        become(IntakeState.SET_ASIDE);
        givenBack = how;
        settledAt = now;
    }

    /** Forgets what stands for the content. */
    public void forgetContent() {
        fingerprint = "";
    }

    /** Returns what is not known yet, in words; empty when nothing is missing. */
    public List<String> gaps() {
        var gaps = new ArrayList<String>();
        if (state == IntakeState.SET_ASIDE) {
            return gaps;
        }
        if (patientId == null) {
            gaps.add("patient");
        }
        if (kind == null) {
            gaps.add("kind");
        }
        if (documentDate == null) {
            gaps.add("date");
        }
        if (sender == null) {
            gaps.add("sender");
        }
        return gaps;
    }

    private void become(IntakeState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(
                    "The document %s is %s and cannot become %s.".formatted(reference, state, next));
        }
        state = next;
    }

    public String reference() {
        return reference;
    }

    public String fingerprint() {
        return fingerprint;
    }

    public String site() {
        return site;
    }

    public Verdict scan() {
        return scan;
    }

    public IntakeState state() {
        return state;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public String receivedBy() {
        return receivedBy;
    }

    public Optional<String> patientId() {
        return Optional.ofNullable(patientId);
    }

    public Optional<String> episodeId() {
        return Optional.ofNullable(episodeId);
    }

    public Optional<DocumentKind> kind() {
        return Optional.ofNullable(kind);
    }
}
