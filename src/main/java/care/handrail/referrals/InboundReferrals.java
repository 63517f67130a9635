package care.handrail.referrals;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.Use;
import care.handrail.correspondence.Correspondence;
import care.handrail.correspondence.Intent;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.patients.DocumentKind;
import care.handrail.patients.DuplicateFinder;
import care.handrail.patients.IntakeDocuments;
import care.handrail.patients.PatientReferences.Referred;
import care.handrail.patients.Patients;
import care.handrail.records.Records;
import care.handrail.referrals.store.InboundReferral;
import care.handrail.referrals.store.InboundReferralTable;
import care.handrail.shared.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in referrals to us, each exactly once, carries out what a clinician decides, and tells the referrer. */
@Service
public class InboundReferrals {

    static final String PROCESS = "InboundReferral";

    private static final String REASON = "referralReason";
    private static final String ADDED = "referralReasonAdded";
    private static final String ADVICE = "referralAdvice";
    private static final Set<String> NEEDED_OF_PATIENT = Set.of("surname", "givenName", "dateOfBirth");
    private static final Set<String> NEEDED_TO_ANSWER = Set.of("referrerName", "referrerAddress");

    /** By which field whoever wrote is reached, by the way they wrote. */
    private static final Map<String, String> WRITTEN = Map.of("letter", "referrerAddress", "email", "referrerEmail");

    /** Later than this it would only confuse: the referrer has asked, or has our answer. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofDays(7);

    private final InboundReferralTable table;
    private final Pathways pathways;
    private final StartsOfCare startsOfCare;
    private final LetterStore letters;
    private final Records records;
    private final DuplicateFinder duplicates;
    private final Patients patients;
    private final IntakeDocuments intake;
    private final Correspondence correspondence;
    private final ReferralReports reports;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    InboundReferrals(
            InboundReferralTable table,
            Pathways pathways,
            StartsOfCare startsOfCare,
            LetterStore letters,
            Records records,
            DuplicateFinder duplicates,
            Patients patients,
            IntakeDocuments intake,
            Correspondence correspondence,
            ReferralReports reports,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.pathways = pathways;
        this.startsOfCare = startsOfCare;
        this.letters = letters;
        this.records = records;
        this.duplicates = duplicates;
        this.patients = patients;
        this.intake = intake;
        this.correspondence = correspondence;
        this.reports = reports;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The acknowledgement: the referral is here for good, and somebody's work.
     *
     * @param reference ours
     * @param isNew false when the same referral was there already
     */
    public record Receipt(String reference, Instant arrivedAt, boolean isNew) {}

    /**
     * Takes in a referral, in a transaction of its own, by the rules of the form {@code TakeReferral}. Permission: reception
     * or care coordination. Audited.
     *
     * @param values by field key of the form
     * @throws InvalidFormException one sentence per field that is wrong
     * @throws DifferentReferralException when another referral came with the referrer's reference
     */
    public Receipt take(Map<String, Object> values) {
        return take(values, List.of());
    }

    /**
     * Takes in a referral with files, as {@link #take(Map)} does; the files become documents of its patient. The same
     * referral with another file is another one.
     *
     * @throws InvalidFormException when a file is none that is taken in, or holds a virus, too
     * @throws care.handrail.patients.ScannerSilentException when nobody can tell whether one holds a virus
     */
    public Receipt take(Map<String, Object> values, List<Enclosed> enclosed) {
        if (CurrentStaff.get()
                .filter(staff -> staff.has(Role.RECEPTION) || staff.has(Role.CARE_COORDINATION))
                .isEmpty()) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + Kind.REFERRAL_ARRIVED));
            throw new AccessRefusedException("Only reception or care coordination can take in referrals.");
        }
        var prints = fingerprints(values, enclosed);
        try {
            return inTransaction(values, enclosed, prints);
        } catch (DataIntegrityViolationException | InvalidFormException e) {
            // The same referral may have come twice at the same moment, and the other one was first.
            return Objects.requireNonNull(transaction.execute(status -> there(values, prints)))
                    .orElseThrow(() -> e);
        }
    }

    /**
     * A file that came with a referral.
     *
     * @param where what the sender calls its place
     */
    public record Enclosed(String where, String fileName, byte[] content) {

        /** Returns nothing of it, because it would end up in logs. */
        @Override
        public String toString() {
            return "Enclosed";
        }
    }

    /** Tells whether the referral says who the patient is, what is asked for, and where our answer goes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isComplete(String id) {
        var referral = require(id);
        return said(referral, NEEDED_OF_PATIENT, DataClass.IDENTITY).size() == NEEDED_OF_PATIENT.size()
                && said(referral, NEEDED_TO_ANSWER, DataClass.CONTACT).size() == NEEDED_TO_ANSWER.size()
                && !said(referral, Set.of(REASON, ADDED), DataClass.CLINICAL).isEmpty();
    }

    /**
     * Has whoever wrote told that the referral is here, once and by the way it came, if it says who the patient is and where
     * the answer goes; otherwise does nothing. Nothing waits for it to arrive: what cannot be sent is work of its own.
     *
     * @param way code of how the referral came
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void acknowledge(String id, String way) {
        @Nullable String reachedAt = WRITTEN.get(way);
        var referral = require(id);
        if (reachedAt == null
                || said(referral, Set.of(reachedAt), DataClass.CONTACT).isEmpty()
                || said(referral, NEEDED_OF_PATIENT, DataClass.IDENTITY).size() < NEEDED_OF_PATIENT.size()) {
            return;
        }
        correspondence.send(new Intent(
                "inbound-acknowledged-" + id,
                new Use("direct-care", referral.sender(), way),
                "ReferralReceived",
                1,
                about(referral),
                id,
                Map.of(DataClass.CONTACT, Map.of("referralReference", referral.reference())),
                List.of(),
                referral.arrivedAt().plus(ACKNOWLEDGED_WITHIN),
                null));
    }

    /** Tells whether somebody who may be the same person has another open referral to us. Audited. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isRepeated(String id) {
        var referral = require(id);
        var same = new HashSet<>(patients.samePerson(referral.patientId()));
        duplicates.find(referral.patientId(), Set.of()).candidates().forEach(like -> same.add(like.patientId()));
        boolean repeated = table.openOf(same, InboundState.ANSWERED).stream()
                .anyMatch(other -> !other.getId().equals(id));
        audit.record(event(Kind.DUPLICATES_SEARCHED, referral).with(repeated ? "open-referral" : "no-open-referral"));
        return repeated;
    }

    /** Takes the patient on: opens an episode of care, at whose end the referrer is owed a report. Audited. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void accept(String id) {
        var referral = require(id);
        var episodeId = startsOfCare.begin(
                referral.patientId(),
                id,
                referral.reference(),
                referral.sender(),
                referral.site(),
                referral.serviceLine(),
                referral.priority());
        referral.accept(episodeId);
        reports.owe(referral, episodeId);
        audit.record(event(Kind.REFERRAL_DECIDED, referral).with("accept"));
    }

    /**
     * Notes that the referral was not accepted. Audited.
     *
     * @param why code: reject or repeat
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reject(String id, String why) {
        var referral = require(id);
        referral.reject(why);
        audit.record(event(Kind.REFERRAL_DECIDED, referral).with(why));
    }

    /** Has our answer sent to the referrer, once, and returns its id; how that ends is told to the referral's process. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String answer(String id) {
        var referral = require(id);
        var advice = said(referral, Set.of(ADVICE), DataClass.CLINICAL).getOrDefault(ADVICE, "");
        var decided = switch (referral.triage().orElseThrow()) {
            case "accept" -> "Thank you for referring this patient. The patient is under our care.";
            case "repeat" -> "We have your request for this patient already, and go on with that one.";
            default -> "Thank you for referring this patient, whom we cannot take on.";
        };
        return correspondence.send(new Intent(
                "inbound-referral-" + id,
                new Use("direct-care", referral.sender(), "letter"),
                "LetterToProvider",
                1,
                about(referral),
                id,
                Map.of(
                        DataClass.CLINICAL,
                        Map.of(
                                "letterBody",
                                (decided + " Our reference is " + referral.reference() + ".\n\n" + advice).strip())),
                List.of(),
                null,
                id));
    }

    /** Ends the referral: the referrer has our answer. Audited. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(String id) {
        var referral = require(id);
        referral.answered(clock.instant());
        audit.record(event(Kind.REFERRAL_ANSWERED, referral));
    }

    private Receipt inTransaction(Map<String, Object> values, List<Enclosed> enclosed, List<String> prints) {
        return Objects.requireNonNull(transaction.execute(status -> there(values, prints)
                .orElseGet(() -> {
                    var referral = require(pathways.submitStart(PROCESS, values));
                    referral.rememberFingerprint(prints.get(0));
                    enclosed.forEach(one -> keep(one, referral));
                    return new Receipt(referral.reference(), referral.arrivedAt(), true);
                })));
    }

    private void keep(Enclosed one, InboundReferral referral) {
        try {
            intake.takeWith(
                    new Referred(referral.patientId(), referral.getId(), referral.site(), referral.serviceLine()),
                    DocumentKind.REFERRAL_LETTER,
                    referral.sender(),
                    one.fileName(),
                    one.content());
        } catch (InvalidFormException e) {
            throw new InvalidFormException(Map.of(one.where(), String.valueOf(e.getMessage())));
        }
    }

    private Optional<Receipt> there(Map<String, Object> values, List<String> prints) {
        if (!(values.get("referralSender") instanceof String sender)
                || !(values.get("senderReference") instanceof String reference)) {
            return Optional.empty();
        }
        return table.from(sender, reference).map(referral -> {
            if (!referral.wasMadeOf(prints)) {
                throw new DifferentReferralException(referral.reference());
            }
            audit.record(event(Kind.REFERRAL_ARRIVED, referral).with("repeated"));
            return new Receipt(referral.reference(), referral.arrivedAt(), false);
        });
    }

    /** With the length of each value, so that none can pretend to be the next key. */
    private List<String> fingerprints(Map<String, Object> values, List<Enclosed> enclosed) {
        var text = new StringBuilder(PROCESS);
        new TreeMap<>(values).forEach((key, value) -> {
            var written = value.toString();
            if (!written.isBlank()) {
                text.append('\n')
                        .append(key)
                        .append(' ')
                        .append(written.length())
                        .append(' ')
                        .append(written);
            }
        });
        enclosed.forEach(one -> text.append('\n').append(HexFormat.of().formatHex(Sha256.of(one.content()))));
        return records.fingerprints(text.toString());
    }

    private Map<String, String> said(InboundReferral referral, Set<String> fields, DataClass dataClass) {
        var said = new TreeMap<String, String>();
        letters.latest(referral.patientId(), referral.getId(), fields, Set.of(dataClass))
                .forEach((key, value) -> said.put(key, value.toString()));
        return said;
    }

    private InboundReferral require(String id) {
        return table.findById(id).orElseThrow(() -> new IllegalStateException("There is no referral " + id + "."));
    }

    private static Intent.About about(InboundReferral referral) {
        return new Intent.About(
                referral.patientId(),
                referral.episodeId().orElse(null),
                referral.site(),
                referral.serviceLine(),
                referral.reference());
    }

    static AuditEvent event(Kind kind, InboundReferral referral) {
        return AuditEvent.of(
                kind, referral.patientId(), referral.episodeId().orElse(null), "referral:" + referral.reference());
    }

    /** Another referral came with the referrer's reference. Answered with status 409. */
    public static class DifferentReferralException extends RuntimeException {

        DifferentReferralException(String reference) {
            super("Another referral came with this senderReference, and is kept as " + reference
                    + ". Nothing was changed: correct that one with us, or send this one with a reference of its own.");
        }
    }
}
