package care.handrail.patients;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Permissions;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.WorkItems.WorkItem;
import care.handrail.patients.FiledDocuments.FiledDocumentsChanged;
import care.handrail.patients.PatientReferences.Referred;
import care.handrail.patients.intake.IntakeState;
import care.handrail.patients.intake.MediaTypes;
import care.handrail.patients.intake.VirusScan;
import care.handrail.patients.intake.VirusScan.Verdict;
import care.handrail.patients.store.IntakeDocument;
import care.handrail.patients.store.IntakeDocumentTable;
import care.handrail.records.Documents;
import care.handrail.records.Records;
import care.handrail.records.Uploads;
import care.handrail.records.Uploads.Upload;
import care.handrail.shared.Ids;
import care.handrail.shared.Sha256;
import care.handrail.shared.WorkingCalendar;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in documents that arrive, has a person say whose each one is, and shows them to whom the permission matrix opens
 * them. Nothing that was taken in is lost: from the moment of the receipt on it is a work item until it lies in the right
 * record, read, or was given back.
 */
@Service
public class IntakeDocuments {

    /** How many documents the list shows. */
    public static final int MOST_SHOWN = 100;

    private static final String PROCESS = "IntakeDocument";

    private final IntakeDocumentTable table;
    private final Documents documents;
    private final Uploads uploads;
    private final Records records;
    private final VirusScan virusScan;
    private final ObjectProvider<PatientReferences> references;
    private final ObjectProvider<ReferralsToUs> referrals;
    private final Pathways pathways;
    private final WorkItems workItems;
    private final Permissions permissions;
    private final WorkingCalendar calendar;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    IntakeDocuments(
            IntakeDocumentTable table,
            Documents documents,
            Uploads uploads,
            Records records,
            VirusScan virusScan,
            ObjectProvider<PatientReferences> references,
            ObjectProvider<ReferralsToUs> referrals,
            Pathways pathways,
            WorkItems workItems,
            Permissions permissions,
            WorkingCalendar calendar,
            ApplicationEventPublisher events,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.documents = documents;
        this.uploads = uploads;
        this.records = records;
        this.virusScan = virusScan;
        this.references = references;
        this.referrals = referrals;
        this.pathways = pathways;
        this.workItems = workItems;
        this.permissions = permissions;
        this.calendar = calendar;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The answer to whoever brought a document.
     *
     * @param reference of the document
     * @param isNew false when the very same document is here already
     */
    public record Receipt(String reference, boolean isNew) {}

    /**
     * A line of the list, and nothing of the document.
     *
     * @param scan what the check for viruses came to, in words
     * @param gaps what is not known yet, in words
     * @param isOpenToMe whether the person could look at it now
     */
    public record Line(
            String id,
            String reference,
            String site,
            String state,
            @Nullable String kind,
            String scan,
            List<String> gaps,
            Instant receivedAt,
            boolean isOpenToMe) {}

    /**
     * How far an upload is after a piece.
     *
     * @param receipt of the document, when the piece was the last one; null otherwise
     */
    public record Progress(Upload upload, @Nullable Receipt receipt) {}

    /** A document as a person looks at it. */
    public record Shown(String name, String mediaType, byte[] content) {}

    /** Returns the signed-in person, or fails unless they may bring documents in. Audited when refused. */
    public Staff mayTake() {
        return CurrentStaff.get()
                .filter(IntakeDocuments::isOffice)
                .orElseThrow(() -> refusedVerb("Only reception or care coordination can bring documents in."));
    }

    /** Tells whether the signed-in person may bring documents in. */
    public boolean isOpenToMe() {
        return CurrentStaff.get().filter(IntakeDocuments::isOffice).isPresent();
    }

    /**
     * Takes in a document. Permission: reception or care coordination. Audited, a refusal too.
     *
     * @param site code of the site that it came to; null for the first one
     * @throws InvalidFormException when it is no file that is taken in, holds a virus, or there is no such site
     * @throws ScannerSilentException when nobody can tell whether it holds one
     */
    @Transactional
    public Receipt take(String fileName, byte[] content, @Nullable String site) {
        return take(Ids.next(), fileName, content, site, mayTake());
    }

    /**
     * Takes in a document that came with something else, which says whose it is and has it read. Permission is the caller's,
     * who is signed in. Audited, a refusal too.
     *
     * @param sender code of who sent it
     * @throws InvalidFormException when it is no file that is taken in, or holds a virus
     * @throws ScannerSilentException when nobody can tell whether it holds one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeWith(Referred whose, DocumentKind kind, String sender, String fileName, byte[] content) {
        var staff = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        var seen = look(content);
        var id = documents.keep(whose.patientId(), kind.code(), seen.mediaType(), fileName, content, staff.userId());
        var document = new IntakeDocument(
                id, Ids.reference(), seen.prints().get(0), whose.site(), seen.scan(), staff.userId(), clock.instant());
        document.file(whose, kind, null, sender);
        document.close(clock.instant());
        table.save(document);
        audit.record(AuditEvent.of(Kind.DOCUMENT_RECEIVED, whose.patientId(), whose.episodeId(), object(document))
                .with(words(seen.scan().name())));
    }

    /** Returns the references of the documents that belong to the episode or referral, the newest first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> ofEpisode(String episodeId) {
        return table.ofEpisode(episodeId).stream()
                .map(IntakeDocument::reference)
                .toList();
    }

    /**
     * Begins a document that comes in pieces. Permission: reception or care coordination.
     *
     * @throws InvalidFormException when it is too large
     */
    @Transactional
    public Upload begin(long bytes, String fileName, @Nullable String site) {
        var staff = mayTake();
        // The site is a code and holds no line's end; the name may.
        return uploads.begin(bytes, (site == null ? "" : site) + "\n" + fileName, staff.userId());
    }

    /** Returns how far the person's upload is; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<Upload> upload(String uploadId) {
        return uploads.find(uploadId, mayTake().userId());
    }

    /**
     * Adds a piece to the person's upload, as {@link Uploads#append} does, and with the last one takes the document in, as
     * {@link #take} does. Of one that is no document, nothing is kept; after any other failure the piece is due again, so that
     * an upload never counts as whole without a document.
     */
    public Progress append(String uploadId, long offset, byte[] piece) {
        var staff = mayTake();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                var upload = uploads.append(uploadId, staff.userId(), offset, piece);
                return new Progress(upload, upload.isWhole() ? takeWhole(uploadId, staff) : null);
            }));
        } catch (InvalidFormException e) {
            transaction.executeWithoutResult(status -> uploads.discard(uploadId));
            throw e;
        }
    }

    /** Returns the receipt of the person's document that came as this upload; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<Receipt> receipt(String uploadId) {
        var staff = mayTake();
        return table.findById(uploadId)
                .filter(document -> document.receivedBy().equals(staff.userId()))
                .map(document -> new Receipt(document.reference(), true));
    }

    private Receipt takeWhole(String uploadId, Staff staff) {
        var whole = uploads.finish(uploadId, staff.userId());
        var about = whole.about().split("\n", 2);
        var receipt = take(uploadId, about[1], whole.content(), about[0].isEmpty() ? null : about[0], staff);
        if (!receipt.isNew()) {
            uploads.discard(uploadId);
        }
        return receipt;
    }

    /**
     * Returns the newest documents: all of them to reception, care coordination and practice managers, to others those whose
     * work item, or whose referral's, they have claimed. Permission: anybody who has a queue.
     */
    @Transactional(readOnly = true)
    public List<Line> newest() {
        var staff = CurrentStaff.get()
                .filter(person -> !person.queues().isEmpty())
                .orElseThrow(() -> refusedVerb("Your role has nothing to do with what arrives."));
        var inHand = inHand();
        boolean all = isOffice(staff) || staff.has(Role.PRACTICE_MANAGER);
        var shown = all
                ? table.newest(Limit.of(MOST_SHOWN))
                : table.inHand(inHand, referrals.getObject().inMyHands());
        return shown.stream()
                .map(document -> line(document, mayOpen(staff, document, inHand)))
                .toList();
    }

    /**
     * Returns the document. While nobody has said whose it is, it opens to whoever has claimed the work item in which that
     * is to be said, as the post opens to whoever opens the post, and likewise while it is typed in as a referral; then as
     * the permission matrix opens its class of data.
     * Audited, a refusal too.
     *
     * @throws PatientNotFoundException when there is no such document, or the person may not see it
     */
    @Transactional
    public Shown open(String reference) {
        var document = table.withReference(reference)
                .filter(found -> documents.find(found.getId()).isPresent())
                .orElseThrow(IntakeDocuments::notThere);
        var viewed = AuditEvent.of(
                Kind.DOCUMENT_VIEWED,
                document.patientId().orElse(null),
                document.episodeId().orElse(null),
                object(document));
        var staff = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        var dataClass = document.kind().map(DocumentKind::dataClass).orElse(null);
        var patientId = document.patientId().orElse(null);
        if (isTypedInByMe(document)) {
            audit.record(viewed.with("to-type-in"));
        } else if (dataClass == null || patientId == null) {
            if (!hasInHand(staff, document)) {
                audit.refuse(viewed.with("to-file"));
                throw notThere();
            }
            audit.record(viewed.with("to-file"));
        } else {
            var permitted = permissions.ask(staff, Action.VIEW, Set.of(dataClass), Subject.patient(patientId));
            if (!permitted.allows(dataClass)) {
                audit.refuse(viewed.with(dataClass.code()));
                throw notThere();
            }
            audit.record(viewed.withBasis(permitted.basis()).with(dataClass.code()));
        }
        var about = documents.find(document.getId()).orElseThrow();
        return new Shown(
                document.reference() + "." + MediaTypes.ending(about.mediaType()),
                about.mediaType(),
                documents.content(document.getId()));
    }

    /**
     * Puts the document into a patient's record, and returns whose it is now. Audited.
     *
     * @param reference of an episode of the patient
     * @param kind code of a {@link DocumentKind}
     * @throws InvalidFormException when there is no such reference
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Referred file(String id, String reference, String kind, @Nullable LocalDate written, String sender) {
        var document = require(id);
        var whose = references
                .orderedStream()
                .flatMap(room -> room.find(reference).stream())
                .findFirst()
                .orElseThrow(() -> new InvalidFormException(Map.of(
                        "filedUnder",
                        "There is no episode with this reference. It stands on the card of each work item, for example"
                                + " K7QM-2XWD.")));
        document.file(whose, DocumentKind.ofCode(kind).orElseThrow(), written, sender);
        documents.classify(id, kind);
        documents.assign(id, whose.patientId());
        audit.record(AuditEvent.of(Kind.DOCUMENT_FILED, whose.patientId(), whose.episodeId(), object(document))
                .with(kind));
        events.publishEvent(new FiledDocumentsChanged(whose.episodeId()));
        return whose;
    }

    /**
     * Opens a referral to us of what the document is, and puts the document into the record of whoever is referred. The
     * referral has it read. Permission: whoever may take in referrals. Audited.
     *
     * @param said by field key of the form {@code TakeReferral}
     * @throws InvalidFormException when such a referral is here already, with a sentence for the field
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Referred refer(String id, Map<String, Object> said, @Nullable LocalDate written) {
        var document = require(id);
        var whose = referrals.getObject().begin(document.site(), said);
        document.refer(whose, written, String.valueOf(said.get("referralSender")), clock.instant());
        documents.classify(id, DocumentKind.REFERRAL_LETTER.code());
        documents.assign(id, whose.patientId());
        audit.record(AuditEvent.of(Kind.DOCUMENT_FILED, whose.patientId(), whose.episodeId(), object(document))
                .with(DocumentKind.REFERRAL_LETTER.code()));
        return whose;
    }

    /** Takes the document out of a record that is the wrong one; it is nobody's again. Audited. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(String id) {
        var document = require(id);
        audit.record(AuditEvent.of(
                Kind.DOCUMENT_TAKEN_BACK,
                document.patientId().orElse(null),
                document.episodeId().orElse(null),
                object(document)));
        var before = document.episodeId();
        document.takeBack();
        documents.assign(id, id);
        before.map(FiledDocumentsChanged::new).ifPresent(events::publishEvent);
    }

    /** Notes that the document lies in the right record, and is read. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(String id) {
        require(id).close(clock.instant());
    }

    /**
     * Removes a document that is not for this clinic. Audited.
     *
     * @param how code of how it was given back
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setAside(String id, String how) {
        var document = require(id);
        document.setAside(how, clock.instant());
        documents.discard(id);
        audit.record(AuditEvent.of(Kind.DOCUMENT_SET_ASIDE, null, null, object(document))
                .with(how));
    }

    private Receipt take(String id, String fileName, byte[] content, @Nullable String siteCode, Staff staff) {
        var site = calendar.sites().stream()
                .filter(known -> siteCode == null || known.code().equals(siteCode))
                .findFirst()
                .orElseThrow(() -> InvalidFormException.notOneOf(
                        "site", "sites", calendar.sites().stream().map(known -> known.code())))
                .code();
        var seen = look(content);
        var there = table.alike(seen.prints(), IntakeState.SET_ASIDE);
        if (!there.isEmpty()) {
            audit.record(AuditEvent.of(Kind.DOCUMENT_RECEIVED, null, null, object(there.get(0)))
                    .with("repeated"));
            return new Receipt(there.get(0).reference(), false);
        }
        documents.keepUnassigned(id, "unsorted", seen.mediaType(), fileName, content, staff.userId());
        var document = table.save(new IntakeDocument(
                id, Ids.reference(), seen.prints().get(0), site, seen.scan(), staff.userId(), clock.instant()));
        audit.record(AuditEvent.of(Kind.DOCUMENT_RECEIVED, null, null, object(document))
                .with(words(seen.scan().name())));
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("reference", document.reference());
        envelope.put("site", site);
        envelope.put("priority", "routine");
        envelope.put("intakeQueue", Role.RECEPTION.group());
        pathways.start(PROCESS, id, envelope);
        return new Receipt(document.reference(), true);
    }

    /**
     * What a file is.
     *
     * @param prints keyed fingerprints of its content
     */
    private record Seen(String mediaType, Verdict scan, List<String> prints) {}

    /** Looks at a file before anything of it is kept, and refuses what is not taken in. */
    private Seen look(byte[] content) {
        var hash = HexFormat.of().formatHex(Sha256.of(content));
        var mediaType = MediaTypes.of(content).orElseThrow(() -> {
            refused(hash, "type");
            return new InvalidFormException(Map.of(
                    "file",
                    "This is no file that can be taken in: it is not a PDF, a picture (JPEG, PNG, TIFF) or plain text,"
                            + " whatever its name says. Save or scan it as a PDF."));
        });
        var scan = virusScan.scan(content);
        if (scan == Verdict.INFECTED) {
            refused(hash, "virus");
            throw new InvalidFormException(Map.of(
                    "file", "This file holds a virus. Nothing of it was kept. Tell the sender and the administrator."));
        }
        return new Seen(mediaType, scan, records.fingerprints("document " + hash));
    }

    /** Of what is not taken in, nothing is kept but the hash. */
    private void refused(String hash, String why) {
        audit.refuse(AuditEvent.of(Kind.DOCUMENT_RECEIVED, null, null, "sha256:" + hash)
                .with(why));
    }

    private static Line line(IntakeDocument document, boolean isOpenToMe) {
        return new Line(
                document.getId(),
                document.reference(),
                document.site(),
                document.state().words(),
                document.kind().map(DocumentKind::words).orElse(null),
                words(document.scan().name()),
                document.gaps(),
                document.receivedAt(),
                isOpenToMe);
    }

    private boolean mayOpen(Staff staff, IntakeDocument document, Set<String> inHand) {
        if (document.state() == IntakeState.SET_ASIDE) {
            return false;
        }
        if (isTypedInByMe(document)) {
            return true;
        }
        return document.patientId()
                .flatMap(patientId -> document.kind()
                        .map(kind -> permissions.may(staff, Action.VIEW, kind.dataClass(), Subject.patient(patientId))))
                .orElseGet(() -> inHand.contains(document.getId()));
    }

    private boolean isTypedInByMe(IntakeDocument document) {
        return document.state() == IntakeState.REFERRED
                && document.episodeId()
                        .filter(referrals.getObject()::isTypedInByMe)
                        .isPresent();
    }

    private boolean hasInHand(Staff staff, IntakeDocument document) {
        return workItems.ofEpisode(document.getId()).stream()
                .anyMatch(item -> staff.userId().equals(item.assignee()));
    }

    /** Returns the documents whose work item the person has claimed. */
    private Set<String> inHand() {
        return workItems.mine(PROCESS).stream().map(WorkItem::episodeId).collect(Collectors.toSet());
    }

    private static boolean isOffice(Staff staff) {
        return staff.has(Role.RECEPTION) || staff.has(Role.CARE_COORDINATION);
    }

    private AccessRefusedException refusedVerb(String sentence) {
        audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + Kind.DOCUMENT_RECEIVED.name()));
        return new AccessRefusedException(sentence);
    }

    private IntakeDocument require(String id) {
        return Optional.of(id)
                .flatMap(table::findById)
                .orElseThrow(() -> new IllegalStateException("There is no document " + id + "."));
    }

    private static String object(IntakeDocument document) {
        return "document:" + document.reference();
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static PatientNotFoundException notThere() {
        return new PatientNotFoundException(
                "There is no such document, or it is not yours to see. Claim its work item first, or ask whoever treats the"
                        + " patient.");
    }
}
