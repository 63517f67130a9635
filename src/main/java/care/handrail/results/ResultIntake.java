package care.handrail.results;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.records.Records;
import care.handrail.results.store.Result;
import care.handrail.results.store.ResultStore;
import care.handrail.shared.Ids;
import care.handrail.shared.WorkingCalendar;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in what laboratories send: stored for good, once, before anybody looks whose it is. */
@Service
public class ResultIntake {

    /** The form under whose name the report is kept, because it is the one on which it is read. */
    private static final String FORM = "ReviewResult";

    private static final Pattern KEY = Pattern.compile("\\p{ASCII}{8,128}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ResultStore results;
    private final Orders orders;
    private final Records records;
    private final LetterStore letters;
    private final Pathways pathways;
    private final WorkingCalendar calendar;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ResultIntake(
            ResultStore results,
            Orders orders,
            Records records,
            LetterStore letters,
            Pathways pathways,
            WorkingCalendar calendar,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.results = results;
        this.orders = orders;
        this.records = records;
        this.letters = letters;
        this.pathways = pathways;
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
        audit.record(Results.event(Kind.RESULT_STANDING_VIEWED, result));
        return switch (result.state()) {
            case RECEIVED, QUARANTINED -> new Standing(result.state().code(), null);
            case SENT_BACK ->
                new Standing(result.state().code(), result.sendBackReason().orElse(null));
            case FILED, REVIEWED, CLOSED, SUPERSEDED -> new Standing(ResultState.FILED.code(), null);
        };
    }

    private Inbox.Receipt repeated(Result there, List<String> contents) {
        if (!there.hasContent(contents)) {
            throw new Inbox.DifferentMessageException();
        }
        audit.record(Results.event(Kind.RESULT_STANDING_VIEWED, there).with("result-repeated"));
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
        audit.record(Results.event(Kind.RESULT_RECEIVED, result).with(sent.status()));
        pathways.start(Results.PROCESS, id, Results.envelope(result, id));
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

    private static String written(LabReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e.getOriginalMessage());
        }
    }
}
