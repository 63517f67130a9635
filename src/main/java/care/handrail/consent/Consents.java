package care.handrail.consent;

import static care.handrail.consent.ConsentEntry.Kind.DENY;
import static care.handrail.consent.ConsentEntry.Kind.PERMIT;
import static care.handrail.consent.ConsentEntry.Kind.TOLD;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.consent.ConsentEntry.Kind;
import care.handrail.consent.ConsentEntry.TextVersion;
import care.handrail.consent.Purposes.Refusal;
import care.handrail.consent.store.ConsentTable;
import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.DateOfBirth;
import care.handrail.patients.Patients;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who was told or agreed to what, and the one question that every room asks before something about a patient leaves.
 *
 * <p>Where people decided that two patients are one person, what was said by either counts for both.
 */
@Service
@Transactional
public class Consents {

    private static final String DIRECT_CARE = "direct-care";

    private final ConsentTable table;
    private final Purposes purposes;
    private final ConsentTexts texts;
    private final Patients patients;
    private final Records records;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Consents(
            ConsentTable table,
            Purposes purposes,
            ConsentTexts texts,
            Patients patients,
            Records records,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.purposes = purposes;
        this.texts = texts;
        this.patients = patients;
        this.records = records;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Tells whether this may be done with the patient's data now. Whoever sends asks in the transaction that sends, and
     * records the basis with what was sent. No is audited here, in a transaction of its own.
     */
    @Transactional(readOnly = true)
    public Answer ask(String patientId, Use use) {
        var answer = new PatientConsents(purposes, said(patientId), () -> age(patientId)).answer(use);
        if (!answer.allowed()) {
            audit.refuse(AuditEvent.of(AuditEvent.Kind.USE_REFUSED, patientId, null, answer.basis())
                    .with(codes(use))
                    .refused());
        }
        return answer;
    }

    /** Records that a notice was given, and returns the record's id. Audited. */
    public String told(String patientId, @Nullable String episodeId, String text, String language, Said said) {
        var given = texts.current(text, language, today())
                .orElseThrow(() -> new IllegalStateException("No version of " + text + " is in force."));
        return keep(new ConsentEntry(
                Ids.next(),
                patientId,
                episodeId,
                TOLD,
                given.purpose(),
                null,
                null,
                given.textVersion(),
                said.performer(),
                said.authority(),
                said.way(),
                user(),
                clock.instant()));
    }

    /**
     * Records that somebody agreed, and returns the record's id. Audited.
     *
     * @param version the version that they agreed to; null where the purpose needs no consent
     * @throws InvalidFormException when the person may not decide for the patient, the purpose knows no such recipient
     *     or channel, or the version is not one of its declarations
     */
    public String permit(
            String patientId, @Nullable String episodeId, Part part, @Nullable Version version, Said said) {
        return permit(patientId, episodeId, part, version, said, null);
    }

    /**
     * Does the same for somebody whom a care relationship lets do it.
     *
     * @param basis id of the care relationship; null when the role was enough
     */
    String permit(
            String patientId,
            @Nullable String episodeId,
            Part part,
            @Nullable Version version,
            Said said,
            @Nullable String basis) {
        var purpose = purpose(part);
        var rule = purposes.rule(said.performer());
        rule.problemOfPermit(said.authority(), age(patientId)).ifPresent(problem -> refuse("performer", problem));
        var text = version == null
                ? null
                : texts.find(version.id(), version.version(), version.language(), today())
                        .filter(found -> found.purpose().equals(part.purpose()))
                        .filter(found -> found.category().equals(ConsentText.CONSENT))
                        .map(ConsentText::textVersion)
                        .orElse(null);
        if (text == null && (version != null || purpose.consentNeeded())) {
            refuse("text", "Say which version of the declaration for this purpose they agreed to.");
        }
        return keep(entry(patientId, episodeId, PERMIT, part, text, said), basis);
    }

    /**
     * Does the same with the version of the purpose's declaration that is in force.
     *
     * @param language in which they read it; English where the declaration is not there in it
     */
    public String permitInForce(String patientId, @Nullable String episodeId, Part part, String language, Said said) {
        var version = texts.declaration(part.purpose(), language, today())
                .map(text -> new Version(text.id(), text.version(), text.language()))
                .orElse(null);
        return permit(patientId, episodeId, part, version, said);
    }

    /**
     * Records that somebody said no, has everything stopped that it covers ({@link ConsentWithdrawn}), and returns the
     * record's id. Only a later {@link #permit} of the same lifts it. Audited.
     *
     * @throws InvalidFormException when the person may not decide for the patient, or nobody can say no to this
     */
    public String deny(String patientId, @Nullable String episodeId, Part part, Said said) {
        var purpose = purpose(part);
        purposes.rule(said.performer())
                .problemOfDeny(said.authority(), age(patientId))
                .ifPresent(problem -> refuse("performer", problem));
        if (purpose.refusal() == Refusal.NONE) {
            refuse("purpose", "The law tells us to do this; nobody can say no to it.");
        }
        if (purpose.refusal() == Refusal.PART && part.recipient() == null && part.channel() == null) {
            refuse(
                    "purpose",
                    "The care itself needs no consent, and the care record stays (UK GDPR Article 17(3)). Say by which"
                            + " way, or to whom, the patient does not want it.");
        }
        var id = keep(entry(patientId, episodeId, DENY, part, null, said));
        events.publishEvent(new ConsentWithdrawn(patientId, id, part.purpose(), part.recipient(), part.channel()));
        return id;
    }

    /**
     * Returns what holds for each purpose, and all that was ever recorded, the newest first. Permission is the caller's
     * to decide and to audit.
     *
     * @param shown of which registrations of the person what was said is shown; what was said of the others counts too,
     *     and the answer tells no more of it
     */
    @Transactional(readOnly = true)
    public ConsentView view(String patientId, Set<String> shown) {
        var said = said(patientId);
        var consents = new PatientConsents(purposes, said, () -> age(patientId));
        return new ConsentView(
                purposes.all().entrySet().stream()
                        .map(purpose -> ConsentView.Standing.of(
                                purpose.getKey(), purpose.getValue(), consents.inForce(purpose.getKey()), shown))
                        .toList(),
                said.stream()
                        .filter(entry -> shown.contains(entry.patientId()))
                        .sorted(Comparator.comparing(said::indexOf).reversed())
                        .map(ConsentView.Line::of)
                        .toList());
    }

    /** Returns what the patient last said no to within the episode. */
    @Transactional(readOnly = true)
    Optional<ConsentEntry> lastDenied(String patientId, String episodeId) {
        return table.of(List.of(patientId)).stream()
                .filter(entry -> entry.kind() == DENY && episodeId.equals(entry.episodeId()))
                .reduce((earlier, later) -> later);
    }

    /** Returns the channels by which the patient does not want to be reached about their care. */
    @Transactional(readOnly = true)
    List<String> waysRefused(String patientId) {
        var consents = new PatientConsents(purposes, said(patientId), () -> age(patientId));
        return purposes.find(DIRECT_CARE).orElseThrow().channels().stream()
                .filter(channel -> !consents.answer(new Use(DIRECT_CARE, "patient", channel))
                        .allowed())
                .toList();
    }

    private List<ConsentEntry> said(String patientId) {
        return table.of(patients.samePerson(patientId));
    }

    private Purposes.Purpose purpose(Part part) {
        var purpose = purposes.find(part.purpose())
                .orElseThrow(
                        () -> InvalidFormException.notOneOf("purpose", "purposes", purposes.all().keySet().stream()));
        if (part.recipient() != null && !purpose.recipients().contains(part.recipient())) {
            throw InvalidFormException.notOneOf("recipient", "recipients", purpose.recipients().stream());
        }
        if (part.channel() != null && !purpose.channels().contains(part.channel())) {
            throw InvalidFormException.notOneOf("channel", "channels", purpose.channels().stream());
        }
        return purpose;
    }

    private ConsentEntry entry(
            String patientId, @Nullable String episodeId, Kind kind, Part part, @Nullable TextVersion text, Said said) {
        return new ConsentEntry(
                Ids.next(),
                patientId,
                episodeId,
                kind,
                part.purpose(),
                part.recipient(),
                part.channel(),
                text,
                said.performer(),
                said.authority(),
                said.way(),
                user(),
                clock.instant());
    }

    private String keep(ConsentEntry entry) {
        return keep(entry, null);
    }

    private String keep(ConsentEntry entry, @Nullable String basis) {
        table.add(entry);
        var kind = switch (entry.kind()) {
            case TOLD -> AuditEvent.Kind.NOTICE_GIVEN;
            case PERMIT -> AuditEvent.Kind.CONSENT_GIVEN;
            case DENY -> AuditEvent.Kind.CONSENT_WITHDRAWN;
        };
        @Nullable TextVersion text = entry.text();
        audit.record(AuditEvent.of(kind, entry.patientId(), entry.episodeId(), "consent:" + entry.id())
                .with(entry.purpose() + "," + entry.performer().code())
                .withBasis(basis)
                .withVersion(text == null ? null : text.id() + " " + text.version()));
        return entry.id();
    }

    private @Nullable Integer age(String patientId) {
        var today = today();
        return Optional.ofNullable(records.identityOf(patientId).get(LetterFields.DATE_OF_BIRTH))
                .flatMap(text -> DateOfBirth.parse(text.toString(), today))
                .map(born -> Period.between(born, today).getYears())
                .orElse(null);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The trail is in clear, and a room might ask about anything: only what the list of purposes knows is written. */
    private String codes(Use use) {
        return purposes.find(use.purpose())
                .map(purpose -> "purpose=" + use.purpose() + ",recipient="
                        + (purpose.recipients().contains(use.recipient()) ? use.recipient() : "unknown") + ",channel="
                        + (purpose.channels().contains(use.channel()) ? use.channel() : "unknown"))
                .orElse("purpose=unknown");
    }

    private static String user() {
        return CurrentStaff.get().map(Staff::userId).orElse("system");
    }

    private static void refuse(String field, String sentence) {
        throw new InvalidFormException(Map.of(field, sentence));
    }

    /**
     * What is spoken of: a purpose, or only one recipient or channel of it.
     *
     * @param recipient null for all
     * @param channel null for all
     */
    public record Part(
            String purpose,
            @Nullable String recipient,
            @Nullable String channel) {}

    /** A version of a text, as the file names it. */
    public record Version(String id, int version, String language) {}

    /**
     * Who said it, and how.
     *
     * @param authority code of what was seen that shows that they may decide; null when nothing had to be
     * @param way how they were told, or told us, as a code
     */
    public record Said(Performer performer, @Nullable String authority, String way) {}
}
