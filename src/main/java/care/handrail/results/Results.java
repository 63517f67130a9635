package care.handrail.results;

import static care.handrail.results.ResultVariables.AT_ONCE;
import static care.handrail.results.ResultVariables.PATIENT_ID;
import static care.handrail.results.ResultVariables.PRIORITY;
import static care.handrail.results.ResultVariables.REFERENCE;
import static care.handrail.results.ResultVariables.RESULT_CRITICAL;
import static care.handrail.results.ResultVariables.RESULT_EXPECTED_BY;
import static care.handrail.results.ResultVariables.RESULT_STATUS;
import static care.handrail.results.ResultVariables.RESULT_TRIES;
import static care.handrail.results.ResultVariables.ROUTINE;
import static care.handrail.results.ResultVariables.SERVICE_LINE;
import static care.handrail.results.ResultVariables.SITE;
import static care.handrail.results.ResultVariables.URGENCY;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.Use;
import care.handrail.correspondence.Correspondence;
import care.handrail.correspondence.Intent;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.patients.DemographicsMatch;
import care.handrail.patients.Patients;
import care.handrail.records.Records;
import care.handrail.records.UnfiledLetters;
import care.handrail.results.store.Result;
import care.handrail.results.store.ResultStore;
import care.handrail.results.store.TestOrder;
import care.handrail.shared.Ids;
import care.handrail.shared.WorkingCalendar;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Results of tests, from their arrival until the patient was told.
 *
 * <p>A result is put into a patient's record only when the order that it names and the demographics on it point to the same
 * patient, each by itself; otherwise people say whose it is. Nothing here judges what a result means.
 *
 * <p>The verbs that a diagram calls join its transaction; permission for them is that of the work item.
 */
@Service
public class Results {

    /** The process that a result runs through; its key is the result's id. */
    public static final String PROCESS = "ResultReview";

    /** The form under whose name the report is kept, because it is the one on which it is read. */
    static final String FORM = "ReviewResult";

    private static final String SUPERSEDED_MESSAGE = "ResultSuperseded";
    private static final String FILED_MESSAGE = "ResultFiled";

    private static final String PRELIMINARY = "preliminary";
    private static final String WITHDRAWN = "entered-in-error";

    /** Field of the form, and of the template. */
    private static final String LETTER = "letterBody";

    /** How the patient was told, as the forms write it. */
    private static final String BY_LETTER = "letter";

    private static final String LETTER_TEMPLATE = "LetterToPatient";
    private static final int LETTER_VERSION = 1;

    /** What becomes of a letter that is on its way to the patient. */
    private static final Set<String> POSTED = Set.of("printed", "sent");

    /** Whose service a result is that answers no order. */
    private static final String NO_SERVICE_LINE = "general-practice";

    private static final Set<String> SENT_FIELDS =
            Set.of(SentReport.GIVEN, SentReport.FAMILY, SentReport.BORN, SentReport.NUMBER);

    private static final Pattern KEY = Pattern.compile("\\p{ASCII}{8,128}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ResultStore results;
    private final Orders orders;
    private final DemographicsMatch demographics;
    private final Patients patients;
    private final Records records;
    private final UnfiledLetters unfiled;
    private final LetterStore letters;
    private final Correspondence correspondence;
    private final Pathways pathways;
    private final StaffDirectory staff;
    private final WorkingCalendar calendar;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Results(
            ResultStore results,
            Orders orders,
            DemographicsMatch demographics,
            Patients patients,
            Records records,
            UnfiledLetters unfiled,
            LetterStore letters,
            Correspondence correspondence,
            Pathways pathways,
            StaffDirectory staff,
            WorkingCalendar calendar,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.results = results;
        this.orders = orders;
        this.demographics = demographics;
        this.patients = patients;
        this.records = records;
        this.unfiled = unfiled;
        this.letters = letters;
        this.correspondence = correspondence;
        this.pathways = pathways;
        this.staff = staff;
        this.calendar = calendar;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Stores a report for good and starts its process, in a transaction of its own: when this returns, it is committed. A
     * report whose idempotency key is known is not stored again; it is answered with the first one's receipt. Permission:
     * reception or care coordination, or a program with the scope. Audited, a refusal too.
     *
     * @param idempotencyKey chosen by the sender, 8 to 128 plain characters, the same each time the same message is sent
     * @throws InvalidFormException one sentence for each field that is wrong
     * @throws Inbox.DifferentMessageException when the key came before with another content
     */
    public Inbox.Receipt receive(String idempotencyKey, LabReport report) {
        var sender = maySend(Kind.RESULT_RECEIVED);
        if (!KEY.matcher(idempotencyKey).matches()) {
            throw new InvalidFormException(Map.of(
                    "Idempotency-Key", "The idempotency key has 8 to 128 plain characters, for example a UUID."));
        }
        var sent = SentReport.of(report, clock.instant());
        var keys = records.fingerprints("result key " + sender.userId() + " " + idempotencyKey);
        var contents = records.fingerprints("result content " + written(report));
        Supplier<Optional<Inbox.Receipt>> known =
                () -> results.sentWith(sender.userId(), keys).map(there -> repeated(there, contents));
        try {
            return inTransaction(() -> known.get().or(() -> Optional.of(store(sender, sent, keys, contents))))
                    .orElseThrow();
        } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
            // The same message may have come twice at the same moment, and the other one was first.
            return inTransaction(known).orElseThrow(() -> e);
        }
    }

    /** Fails unless the signed-in person or program may send results. A refusal is audited. */
    public void maySend() {
        maySend(Kind.RESULT_RECEIVED);
    }

    /**
     * What the sender may know.
     *
     * @param state received, quarantined, sent-back or filed
     * @param reason code of why it was sent back; null when it was not
     */
    public record Standing(String state, @Nullable String reason) {}

    /**
     * Tells the sender what became of a message. Permission: whoever sent it. Audited.
     *
     * @throws ResultNotFoundException when there is no such result of this sender
     */
    @Transactional
    public Standing standing(String id) {
        var sender = maySend(Kind.RESULT_STANDING_VIEWED);
        var result = results.findById(id)
                .filter(found -> found.sender().equals(sender.userId()))
                .orElseThrow(ResultNotFoundException::new);
        audit.record(event(Kind.RESULT_STANDING_VIEWED, result));
        return switch (result.state()) {
            case RECEIVED, QUARANTINED -> new Standing(result.state().code(), null);
            case SENT_BACK ->
                new Standing(result.state().code(), result.sendBackReason().orElse(null));
            case FILED, REVIEWED, CLOSED, SUPERSEDED -> new Standing(ResultState.FILED.code(), null);
        };
    }

    /**
     * Tells whether the order and the demographics agree on the patient, each by itself; where they do not, the result goes
     * into quarantine. Audited.
     */
    @Transactional
    public boolean match(String id) {
        var result = lock(id);
        if (result.state() != ResultState.RECEIVED) {
            // What is worked on again was settled before.
            return result.patientId().isPresent();
        }
        var pointed = demographics.find(sentDemographics(id));
        var named = result.namedPatientId();
        if (named.filter(patient -> pointed.patients().contains(patient) && isWhereEarlierVersionsAre(result, patient))
                .isPresent()) {
            result.agreesOn(named.get());
            return true;
        }
        var candidates = new LinkedHashSet<String>();
        named.ifPresent(candidates::add);
        candidates.addAll(pointed.candidates());
        result.quarantine(List.copyOf(candidates));
        audit.record(event(Kind.RESULT_QUARANTINED, result));
        return false;
    }

    /** What the answer of a person in quarantine comes to. */
    public enum Settlement {
        /** Nothing that the sender said is changed. */
        AS_SENT,
        /** Something that the sender said is changed: another person has to confirm it. */
        CHANGED,
        /** There is no such patient, or an earlier version lies in another one's record: it has to be settled anew. */
        NOBODY;

        /** Returns the name as diagrams write it, for example {@code as-sent}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Keeps what a person said whose result it is.
     *
     * @param candidate number of the candidate on the form, from 1; 0 for the patient of the order
     * @param orderNumber number of an order, needed with 0; null otherwise
     * @param by user id of the person
     */
    @Transactional
    public Settlement settle(String id, int candidate, @Nullable String orderNumber, String by) {
        var result = lock(id);
        var typed = candidate == 0 && orderNumber != null ? orders.find(orderNumber) : Optional.<TestOrder>empty();
        var chosen = candidate == 0
                ? typed.map(TestOrder::patientId)
                : result.candidates().stream().skip(candidate - 1L).findFirst();
        if (chosen.filter(patient -> isWhereEarlierVersionsAre(result, patient)).isEmpty()) {
            return Settlement.NOBODY;
        }
        var patient = chosen.get();
        var pointed = demographics.find(sentDemographics(id)).patients();
        boolean orderSaysSo =
                result.namedPatientId().filter(named -> isSame(named, patient)).isPresent();
        boolean overrulesOrder = result.namedPatientId().isPresent() && !orderSaysSo;
        boolean overrulesDemographics = !pointed.isEmpty() && !pointed.contains(patient);
        boolean nothingPointsToThem = !orderSaysSo && pointed.isEmpty();
        boolean changed = overrulesOrder || overrulesDemographics || nothingPointsToThem;
        var order = typed.map(TestOrder::getId)
                .or(() -> orderSaysSo ? result.orderId() : Optional.empty())
                .orElse(null);
        result.settle(patient, order, changed, by);
        return changed ? Settlement.CHANGED : Settlement.AS_SENT;
    }

    /**
     * Confirms what another person said whose result it is, and tells whether it still can be: another version of the report
     * may have been filed with somebody else since, and then it has to be settled anew.
     *
     * @throws ResultConflictException when it is the same person
     */
    @Transactional
    public boolean confirm(String id, String by) {
        var result = lock(id);
        if (hasVersionsElsewhere(result)) {
            return false;
        }
        result.confirm(by);
        return true;
    }

    /** Sends the result back to its sender, who reads the reason; nothing of it comes into a record. Audited. */
    @Transactional
    public void sendBack(String id, String reason) {
        var result = lock(id);
        result.sendBack(reason);
        audit.record(event(Kind.RESULT_SENT_BACK, result).with(reason));
    }

    /**
     * What is known of a result once it is in a record.
     *
     * @param site null when unknown
     * @param serviceLine null when unknown
     * @param orderedBy user id of the clinician who ordered the test; null when none did who is one still
     * @param version how many versions of the report are in the record, this one among them
     * @param current whether it is the newest of them
     * @param reviewed whether a clinician has reviewed it before, so that only the telling begins again
     */
    public record Filed(
            String patientId,
            @Nullable String site,
            @Nullable String serviceLine,
            @Nullable String orderedBy,
            long version,
            boolean current,
            boolean reviewed) {}

    /**
     * Puts the result into the patient's record. The order has its result then, and what it corrects gives way to it. A
     * result that is there already stays. Audited.
     *
     * @throws ResultConflictException while it is not settled whose it is, and while another version of the report lies in
     *     another patient's record
     */
    @Transactional
    public Filed file(String id) {
        var result = lock(id);
        var order = result.chosenOrderId().flatMap(orders::withId);
        var others = results.lockVersions(result.sender(), result.reportPrint()).stream()
                .filter(other -> !other.getId().equals(id) && other.patientId().isPresent())
                .toList();
        if (result.patientId().isEmpty()) {
            if (hasVersionsElsewhere(result)) {
                throw new ResultConflictException(
                        "The result %s cannot be filed: another version of it lies in another patient's record."
                                .formatted(result.reference()));
            }
            unfiled.file(id, result.file());
            audit.record(event(Kind.RESULT_FILED, result).with("version " + (others.size() + 1)));
            order.ifPresent(result::belongsWhere);
            var current = others.stream()
                    .filter(other -> other.state() != ResultState.SUPERSEDED)
                    .toList();
            current.stream()
                    .filter(result::isOlderThan)
                    .findFirst()
                    .ifPresentOrElse(result::supersede, () -> current.forEach(older -> supersede(older, result)));
            order.filter(found -> result.state() == ResultState.FILED).ifPresent(found -> answer(found, result));
        }
        return new Filed(
                result.patientId().orElseThrow(),
                result.site().orElse(null),
                result.serviceLine().orElse(null),
                order.map(TestOrder::orderedBy).filter(this::isClinician).orElse(null),
                others.size() + 1L,
                result.state() != ResultState.SUPERSEDED,
                result.state() == ResultState.REVIEWED);
    }

    /**
     * Takes the result out of a record into which it does not belong. The order waits again, and of the versions to which it
     * was preferred the newest one is worked on again. Audited.
     */
    @Transactional
    public void takeBack(String id) {
        var result = lock(id);
        var order = result.chosenOrderId().flatMap(orders::withId);
        audit.record(event(Kind.RESULT_TAKEN_BACK, result));
        unfiled.takeBack(id, result.takeBack());
        order.ifPresent(this::waitAgain);
        var gaveWay = results.lockVersions(result.sender(), result.reportPrint()).stream()
                .filter(other -> other.supersededBy().filter(id::equals).isPresent())
                .toList();
        gaveWay.stream()
                .reduce((one, other) -> one.isOlderThan(other) ? other : one)
                .ifPresent(newest -> reinstate(newest, gaveWay));
    }

    /** Keeps what a clinician decided about the result, and how urgent they said that it is. */
    @Transactional
    public void review(String id, String decision, String urgency, String by) {
        lock(id).review(decision, urgency, by, clock.instant());
    }

    /**
     * Closes the result: the patient was told, or a clinician decided that nobody can be. Unless a letter told them, one that
     * has not left is called back. Audited.
     */
    @Transactional
    public void close(String id, String outcome, String by) {
        var result = lock(id);
        if (!outcome.equals(BY_LETTER)) {
            correspondence.withdraw(id);
        }
        result.close(outcome, by, clock.instant());
        audit.record(event(Kind.RESULT_CLOSED, result).with(outcome));
    }

    /**
     * Has the letter posted that a clinician has written to the patient; an earlier one that has not left is called back.
     * The process is told what became of it.
     *
     * @param telling id of the process that tells the patient; a result that is worked on again is told anew
     * @param attempt which try of it this is; each has a letter of its own
     * @return id of the letter
     */
    @Transactional
    public String sendLetter(String id, String telling, long attempt) {
        var result = lock(id);
        var patient = result.patientId().orElseThrow();
        var words = letters.latest(patient, id, Set.of(LETTER), Set.of(DataClass.CLINICAL));
        correspondence.withdraw(id);
        var letter = correspondence.send(new Intent(
                "result-letter:" + telling + ":" + attempt,
                new Use("direct-care", "patient", "letter"),
                LETTER_TEMPLATE,
                LETTER_VERSION,
                new Intent.About(
                        patient,
                        result.chosenOrderId()
                                .flatMap(orders::withId)
                                .flatMap(TestOrder::episodeId)
                                .orElse(null),
                        result.site().orElseThrow(),
                        result.serviceLine().orElse(NO_SERVICE_LINE),
                        result.reference()),
                null,
                Map.of(DataClass.CLINICAL, Map.of(LETTER, String.valueOf(words.get(LETTER)))),
                List.of(),
                null,
                id));
        result.writes(letter);
        return letter;
    }

    /**
     * Has the patient told again when the letter that was to tell them has not reached them after all. Audited.
     *
     * @param outcome what became of the letter, as the correspondence says it
     * @return id of the process that goes on; empty when the result does not rest on this letter, or it is on its way
     */
    @Transactional
    public Optional<String> letterSettled(String id, String letter, String outcome) {
        return results.findById(id)
                .filter(found -> !POSTED.contains(outcome) && found.isClosedBy(letter))
                .map(found -> {
                    var result = lock(id);
                    result.reopen(letter);
                    audit.record(event(Kind.RESULT_REOPENED, result).with("letter=" + outcome));
                    var variables = envelope(result, result.patientId().orElseThrow());
                    variables.put(PRIORITY.name(), ROUTINE);
                    result.urgency().ifPresent(urgency -> variables.put(URGENCY.name(), urgency));
                    variables.put(RESULT_TRIES.name(), 0L);
                    variables.put(Correspondence.CORRESPONDENCE_OUTCOME.name(), outcome);
                    return pathways.start(PROCESS, id, variables);
                });
    }

    /** Returns the demographics that the sender gave, by the keys of patients' letters. */
    Map<String, Object> sentDemographics(String id) {
        var holder = results.findById(id).flatMap(Result::patientId).orElse(id);
        return SentReport.demographics(letters.latest(holder, id, SENT_FIELDS, Set.of(DataClass.IDENTITY)));
    }

    Optional<Result> find(String id) {
        return results.findById(id);
    }

    /** Returns the versions of the report that are in a record, without this one. */
    List<Result> otherVersions(Result result) {
        return results.versions(result.sender(), result.reportPrint()).stream()
                .filter(other -> !other.getId().equals(result.getId())
                        && other.patientId().isPresent())
                .toList();
    }

    boolean isSame(String onePatientId, String otherPatientId) {
        return patients.samePerson(onePatientId).contains(otherPatientId);
    }

    /** Tells whether another version of the report lies in the record of another patient than the one who was chosen. */
    boolean hasVersionsElsewhere(Result result) {
        return result.chosenPatientId()
                .filter(patient -> !isWhereEarlierVersionsAre(result, patient))
                .isPresent();
    }

    private boolean isWhereEarlierVersionsAre(Result result, String patient) {
        return otherVersions(result).stream()
                .allMatch(other -> other.patientId().filter(patient::equals).isPresent());
    }

    private Inbox.Receipt repeated(Result there, List<String> contents) {
        if (!there.hasContent(contents)) {
            throw new Inbox.DifferentMessageException();
        }
        audit.record(event(Kind.RESULT_STANDING_VIEWED, there).with("result-repeated"));
        return new Inbox.Receipt(there.getId(), there.receivedAt());
    }

    private Inbox.Receipt store(Staff sender, SentReport sent, List<String> keys, List<String> contents) {
        var id = Ids.next();
        // As precise as every database keeps it, so that a repetition is answered alike.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var report = reportPrint(sender, sent);
        var result = new Result(
                id,
                Ids.reference(),
                new Result.Arrival(
                        sender.userId(),
                        keys.get(0),
                        contents.get(0),
                        report,
                        sent.status(),
                        sent.critical(),
                        sent.issuedAt().truncatedTo(ChronoUnit.MILLIS)),
                calendar.site(null).code(),
                now);
        var order = orders.find(sent.orderNumber());
        order.ifPresent(result::names);
        results.saveAndFlush(result);
        letters.write(new LetterKey(id, id, FORM, id), sent.letter(), sender.userId());
        audit.record(event(Kind.RESULT_RECEIVED, result).with(sent.status()));
        // Until it is filed it is nobody's: its own id stands for the patient.
        start(result, id);
        return new Inbox.Receipt(id, now);
    }

    /** All versions of a report keep the fingerprint of the first one, whatever the master key is by then. */
    private String reportPrint(Staff sender, SentReport sent) {
        var prints = records.fingerprints("result report " + sender.userId() + " " + sent.identifier());
        return results.ofReport(sender.userId(), prints).stream()
                .map(Result::reportPrint)
                .findFirst()
                .orElseGet(() -> prints.get(0));
    }

    /** A preliminary report leaves the order waiting for the final one; one that is withdrawn makes it wait for another. */
    private void answer(TestOrder order, Result result) {
        if (result.sentStatus().equals(WITHDRAWN)) {
            waitAgain(order);
        } else if (order.state() == OrderState.WAITING && !result.sentStatus().equals(PRELIMINARY)) {
            order.resulted();
            pathways.correlate(FILED_MESSAGE, order.getId(), Map.of());
        }
    }

    private void waitAgain(TestOrder order) {
        if (!order.waitAgain()) {
            return;
        }
        var variables = new LinkedHashMap<String, Object>();
        variables.put(PATIENT_ID.name(), order.patientId());
        variables.put(REFERENCE.name(), order.number());
        order.site().ifPresent(site -> variables.put(SITE.name(), site));
        order.serviceLine().ifPresent(line -> variables.put(SERVICE_LINE.name(), line));
        variables.put(PRIORITY.name(), ROUTINE);
        variables.put(RESULT_EXPECTED_BY.name(), Date.from(order.expectedBy()));
        pathways.start(Orders.PROCESS, order.getId(), variables);
    }

    private void supersede(Result older, Result newer) {
        correspondence.withdraw(older.getId());
        if (older.supersede(newer)) {
            pathways.correlate(SUPERSEDED_MESSAGE, older.getId(), Map.of());
        }
    }

    private void reinstate(Result newest, List<Result> gaveWay) {
        gaveWay.forEach(Result::reinstate);
        gaveWay.stream().filter(version -> version != newest).forEach(older -> older.supersede(newest));
        start(newest, newest.patientId().orElseThrow());
    }

    private void start(Result result, String patientId) {
        pathways.start(PROCESS, result.getId(), envelope(result, patientId));
    }

    private static Map<String, Object> envelope(Result result, String patientId) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put(PATIENT_ID.name(), patientId);
        variables.put(REFERENCE.name(), result.reference());
        result.site().ifPresent(site -> variables.put(SITE.name(), site));
        result.serviceLine().ifPresent(line -> variables.put(SERVICE_LINE.name(), line));
        variables.put(PRIORITY.name(), result.critical() ? AT_ONCE : ROUTINE);
        variables.put(RESULT_CRITICAL.name(), result.critical());
        variables.put(RESULT_STATUS.name(), result.sentStatus());
        return variables;
    }

    private Result lock(String id) {
        var result = results.findById(id).orElseThrow();
        results.lockVersions(result.sender(), result.reportPrint());
        return result;
    }

    private Staff maySend(Kind act) {
        var staff = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        if (!staff.has(Role.RECEPTION) && !staff.has(Role.CARE_COORDINATION)) {
            audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, null, null, "verb:" + act.name()));
            throw new AccessRefusedException(
                    "Only reception, care coordination or a laboratory's program sends results.");
        }
        return staff;
    }

    private Optional<Inbox.Receipt> inTransaction(Supplier<Optional<Inbox.Receipt>> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private boolean isClinician(String userId) {
        return staff.find(userId).filter(person -> person.has(Role.CLINICIAN)).isPresent();
    }

    private static String written(LabReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e.getOriginalMessage());
        }
    }

    private static AuditEvent event(Kind kind, Result result) {
        return AuditEvent.of(kind, result.patientId().orElse(null), result.getId(), "result:" + result.reference());
    }
}
