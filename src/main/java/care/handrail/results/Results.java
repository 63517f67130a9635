package care.handrail.results;

import static care.handrail.results.ResultVariables.AT_ONCE;
import static care.handrail.results.ResultVariables.PATIENT_ID;
import static care.handrail.results.ResultVariables.PRIORITY;
import static care.handrail.results.ResultVariables.REFERENCE;
import static care.handrail.results.ResultVariables.RESULT_CRITICAL;
import static care.handrail.results.ResultVariables.RESULT_EXPECTED_BY;
import static care.handrail.results.ResultVariables.RESULT_STATUS;
import static care.handrail.results.ResultVariables.ROUTINE;
import static care.handrail.results.ResultVariables.SERVICE_LINE;
import static care.handrail.results.ResultVariables.SITE;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.correspondence.Correspondence;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.patients.DemographicsMatch;
import care.handrail.patients.Patients;
import care.handrail.records.UnfiledLetters;
import care.handrail.results.store.Result;
import care.handrail.results.store.ResultStore;
import care.handrail.results.store.TestOrder;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose result it is, and which of its versions counts. {@link ResultIntake} has it come in, {@link ResultTelling} has the
 * patient told.
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

    private static final String SUPERSEDED_MESSAGE = "ResultSuperseded";
    private static final String FILED_MESSAGE = "ResultFiled";

    private static final String PRELIMINARY = "preliminary";
    private static final String WITHDRAWN = "entered-in-error";

    private static final Set<String> SENT_FIELDS =
            Set.of(SentReport.GIVEN, SentReport.FAMILY, SentReport.BORN, SentReport.NUMBER);

    private final ResultStore results;
    private final Orders orders;
    private final DemographicsMatch demographics;
    private final Patients patients;
    private final UnfiledLetters unfiled;
    private final LetterStore letters;
    private final Correspondence correspondence;
    private final Pathways pathways;
    private final StaffDirectory staff;
    private final Audit audit;

    Results(
            ResultStore results,
            Orders orders,
            DemographicsMatch demographics,
            Patients patients,
            UnfiledLetters unfiled,
            LetterStore letters,
            Correspondence correspondence,
            Pathways pathways,
            StaffDirectory staff,
            Audit audit) {
        this.results = results;
        this.orders = orders;
        this.demographics = demographics;
        this.patients = patients;
        this.unfiled = unfiled;
        this.letters = letters;
        this.correspondence = correspondence;
        this.pathways = pathways;
        this.staff = staff;
        this.audit = audit;
    }

    /**
     * Tells whether the order and the demographics agree on the patient, each by itself; where they do not, the result goes
     * into quarantine. Audited.
     */
    @Transactional
    public boolean match(String id) {
        var result = results.lock(id);
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
        var result = results.lock(id);
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
        var result = results.lock(id);
        if (hasVersionsElsewhere(result)) {
            return false;
        }
        result.confirm(by);
        return true;
    }

    /** Sends the result back to its sender, who reads the reason; nothing of it comes into a record. Audited. */
    @Transactional
    public void sendBack(String id, String reason) {
        var result = results.lock(id);
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
        var result = results.lock(id);
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
        var result = results.lock(id);
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
        pathways.start(
                PROCESS, newest.getId(), envelope(newest, newest.patientId().orElseThrow()));
    }

    /** What the process of a result begins with; its own id stands for the patient while it is nobody's. */
    static Map<String, Object> envelope(Result result, String patientId) {
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

    private boolean isClinician(String userId) {
        return staff.find(userId).filter(person -> person.has(Role.CLINICIAN)).isPresent();
    }

    static AuditEvent event(Kind kind, Result result) {
        return AuditEvent.of(kind, result.patientId().orElse(null), result.getId(), "result:" + result.reference());
    }
}
