package care.handrail.signoffs;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Pathways;
import care.handrail.shared.Ids;
import care.handrail.signoffs.store.SignOff;
import care.handrail.signoffs.store.SignOffTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has things signed by somebody who did not write them. A signature is bound to the person, the time and the words that
 * the person was shown; when the words change, it counts no more.
 *
 * <p>What is signed belongs to the room that asks; who may ask is that room's affair. Everything runs in the caller's
 * transaction.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class SignOffs {

    /** Message to the process that waits: it was decided. Carries the id, the outcome and the reason. */
    public static final String DECIDED = "SignOffDecided";

    /** Message to the process that waited: what was approved has been changed since. Carries the id. */
    public static final String VOIDED = "SignOffVoided";

    /** Why a sign-off comes back undecided: there is nobody who could sign it. */
    static final String NOBODY_CAN_SIGN = "nobody-can-sign";

    static final String PROCESS = "ClinicianSignOff";
    private static final String WITHDRAWN = "SignOffWithdrawn";

    private final SignOffTable table;
    private final SignedItems items;
    private final StaffDirectory staff;
    private final Pathways pathways;
    private final Inbox inbox;
    private final Audit audit;
    private final Clock clock;

    SignOffs(
            SignOffTable table,
            SignedItems items,
            StaffDirectory staff,
            Pathways pathways,
            Inbox inbox,
            Audit audit,
            Clock clock) {
        this.table = table;
        this.items = items;
        this.staff = staff;
        this.pathways = pathways;
        this.inbox = inbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is to be signed, by whom and by when.
     *
     * @param kind code of a {@link SignedItem}
     * @param reference what staff call it by on the card of the work item
     * @param episodeId episode that it belongs to; null when to none
     * @param author user id of who wrote it, who never signs
     * @param role whose queue it goes to; a clinical one
     * @param urgency {@code urgent} when a clinician has said so; null otherwise
     * @param until by when; null, or a later moment than the clinic promises, leaves it at that promise
     * @param waitingKey business key of the process that is told
     */
    public record Request(
            String kind,
            String itemId,
            String reference,
            String patientId,
            @Nullable String episodeId,
            String site,
            String serviceLine,
            String author,
            Role role,
            @Nullable String urgency,
            @Nullable Instant until,
            String waitingKey) {

        public Request {
            if (!role.isClinical()) {
                throw new IllegalArgumentException("A clinician signs: " + role.group() + " is no clinical role.");
            }
        }
    }

    /**
     * Asks for a signature and returns the sign-off's id. An earlier open one for the same item is withdrawn, and an earlier
     * approval of other words is void without a word, because whoever would be told is asking anew. The outcome
     * comes as message {@value #DECIDED} with {@code signOffId}, {@code signOffOutcome} ({@code approved},
     * {@code changes-asked} or {@code rejected}) and {@code signOffReason}; what the signer wrote stands in the patient's
     * letter under the sign-off's id, in the field {@code signOffNote}.
     *
     * @throws IllegalArgumentException when no room has items of the kind, or there is no such item
     */
    public String request(Request request) {
        var hash = items.hash(request.kind(), request.itemId());
        table.lockOpenOf(request.kind(), request.itemId()).forEach(open -> withdraw(open.id()));
        voidOtherWords(request.kind(), request.itemId(), hash);
        var id = Ids.next();
        table.add(id, request, now());
        audit.record(AuditEvent.of(Kind.SIGN_OFF_REQUESTED, request.patientId(), id, object(request.kind()))
                .with("item=" + request.itemId() + ",role=" + request.role().group()));
        var variables = new HashMap<String, Object>();
        variables.put(SignOffVariables.PATIENT_ID.name(), request.patientId());
        variables.put(SignOffVariables.REFERENCE.name(), request.reference());
        variables.put(SignOffVariables.SITE.name(), request.site());
        variables.put(SignOffVariables.SERVICE_LINE.name(), request.serviceLine());
        variables.put(SignOffVariables.PRIORITY.name(), "routine");
        variables.put(SignOffVariables.KIND.name(), request.kind());
        variables.put(SignOffVariables.AUTHOR.name(), request.author());
        variables.put(SignOffVariables.ROLE.name(), request.role().group());
        if (request.urgency() != null) {
            variables.put(SignOffVariables.URGENCY.name(), request.urgency());
        }
        if (request.until() != null) {
            variables.put(SignOffVariables.DUE_BY.name(), Date.from(request.until()));
        }
        pathways.start(PROCESS, id, variables);
        return id;
    }

    /** Takes an open sign-off back: its work item goes. Returns false, and does nothing, when it is not open any more. */
    public boolean withdraw(String id) {
        var signOff = table.lock(id).filter(open -> open.state().isOpen());
        signOff.ifPresent(open -> {
            table.save(open.withdrawn(now()));
            audit.record(event(Kind.SIGN_OFF_WITHDRAWN, open));
            pathways.correlate(WITHDRAWN, id, Map.of());
        });
        return signOff.isPresent();
    }

    /**
     * Looks at an item that has been changed: an approval of other words is void, which the process that waited is told,
     * and so is the first of two. Returns whether a signature lost its force now.
     */
    public boolean changed(String kind, String itemId) {
        var hash = items.hash(kind, itemId);
        var voided = voidOtherWords(kind, itemId, hash);
        voided.stream()
                .filter(signOff -> signOff.state() == SignOffState.VOID)
                .forEach(signOff -> tell(signOff, VOIDED, Map.of(SignOffVariables.ID.name(), signOff.id())));
        return !voided.isEmpty();
    }

    private List<SignOff> voidOtherWords(String kind, String itemId, String hash) {
        var voided = new ArrayList<SignOff>();
        for (var before : table.lockApprovedOf(kind, itemId)) {
            var after = before.itemChanged(hash, now());
            if (after.state() != before.state()) {
                table.save(after);
                audit.record(event(Kind.SIGNATURE_VOIDED, after));
                voided.add(after);
            }
        }
        return voided;
    }

    /** Tells whether the item, as it is now, has been approved by everybody who has to. */
    public boolean signed(String kind, String itemId) {
        var hash = items.hash(kind, itemId);
        return table.of(kind, itemId).stream().anyMatch(signOff -> signOff.isSigned(hash));
    }

    /** Returns the sign-offs of an item, the newest first. */
    public List<SignOffView> of(String kind, String itemId) {
        return table.of(kind, itemId).stream().map(this::view).toList();
    }

    /** Returns the sign-offs of a patient, the newest first. */
    public List<SignOffView> ofPatient(String patientId) {
        return table.ofPatient(patientId).stream().map(this::view).toList();
    }

    // What the process does.

    /** Tells whether somebody could sign now: has the role, works at the site, did not write it and has not signed. */
    public boolean somebodyCanSign(String id) {
        var signOff = open(id);
        var hash = hash(signOff);
        return staff.members(signOff.role()).stream()
                .anyMatch(person -> whyNot(signOff, hash, person, false).isEmpty());
    }

    /**
     * Hands an open sign-off on to a colleague of the role, or to a clinical lead: one who works at the site, unless it is
     * the clinical lead who hands it on.
     *
     * @param reason code
     * @throws InvalidFormException when the colleague may not sign it; one sentence
     */
    public void handOn(String id, String colleague, String reason) {
        var signOff = open(id);
        // Where nobody else works at the site, nothing of it could ever be signed otherwise.
        boolean anySite = CurrentStaff.get()
                .filter(person -> person.has(Role.CLINICAL_LEAD))
                .isPresent();
        whyNot(signOff, hash(signOff), colleague, anySite).ifPresent(sentence -> {
            throw new InvalidFormException(Map.of(SignOffVariables.COLLEAGUE.name(), sentence));
        });
        audit.record(event(Kind.SIGN_OFF_HANDED_ON, signOff).with("to=" + colleague + ",reason=" + reason));
    }

    /**
     * Puts a person's decision on record, with the hash of what the person was shown, and returns where that leaves the
     * sign-off.
     *
     * @param second whether two people have to approve
     * @throws InvalidFormException when the person may not sign it, or has not seen the item as it is now
     */
    public SignOffState decide(String id, String person, Decision decision, @Nullable String reason, boolean second) {
        var signOff = open(id);
        var hash = hash(signOff);
        if (!table.lastShown(id, person).equals(Optional.of(hash))) {
            throw refused("This has been changed since you opened it, or you have not read all of it."
                    + " Open it again, read it, and decide then.");
        }
        if (signOff.mayNotSign(person, hash)) {
            throw refused("You wrote or signed this already, so another person must sign it.");
        }
        var after = signOff.decided(decision, person, hash, second, now());
        table.save(after);
        table.sign(id, person, decision, reason, hash, now());
        audit.record(event(Kind.ITEM_SIGNED, after)
                .withVersion(hash)
                .with(decision.code() + (reason == null ? "" : ",reason=" + reason)));
        return after.state();
    }

    /** Gives an open sign-off back to whoever asked, because nobody can be found who could sign it. */
    public void giveBack(String id) {
        var signOff = open(id).givenBack(now());
        table.save(signOff);
        audit.record(event(Kind.SIGN_OFF_HANDED_ON, signOff).with("reason=" + NOBODY_CAN_SIGN));
    }

    /** Tells the process that waits how it ended. */
    public void tellOutcome(String id, String outcome, @Nullable String reason) {
        var variables = new HashMap<String, Object>();
        variables.put(SignOffVariables.ID.name(), id);
        variables.put(SignOffVariables.OUTCOME.name(), outcome);
        if (reason != null) {
            variables.put(SignOffVariables.REASON.name(), reason);
        }
        tell(table.lock(id).orElseThrow(), DECIDED, variables);
    }

    private void tell(SignOff signOff, String message, Map<String, Object> variables) {
        inbox.post(new InboundMessage(
                message,
                signOff.waitingKey(),
                signOff.patientId(),
                signOff.reference(),
                signOff.site(),
                signOff.serviceLine(),
                message + "-" + signOff.id(),
                variables,
                Map.of()));
    }

    private Optional<String> whyNot(SignOff signOff, String hash, String person, boolean anySite) {
        if (signOff.mayNotSign(person, hash)) {
            return Optional.of("This colleague wrote or signed it already. Choose another one.");
        }
        return staff.find(person)
                        .filter(one -> one.has(signOff.role()) || one.has(Role.CLINICAL_LEAD))
                        .filter(one ->
                                anySite || one.sites().isEmpty() || one.sites().contains(signOff.site()))
                        .isPresent()
                ? Optional.empty()
                : Optional.of("There is nobody of this user name here who may sign it.");
    }

    private String hash(SignOff signOff) {
        return items.hash(signOff.kind(), signOff.itemId());
    }

    private SignOff open(String id) {
        return table.lock(id)
                .filter(signOff -> signOff.state().isOpen())
                .orElseThrow(() -> new IllegalStateException("There is no open sign-off of this id."));
    }

    private SignOffView view(SignOff signOff) {
        return signOff.view(table.signatures(signOff.id()));
    }

    private static InvalidFormException refused(String sentence) {
        return new InvalidFormException(Map.of(SignOffVariables.DECISION.name(), sentence));
    }

    private static AuditEvent event(Kind kind, SignOff signOff) {
        return AuditEvent.of(kind, signOff.patientId(), signOff.id(), object(signOff.kind()));
    }

    private static String object(String kind) {
        return "sign-off:" + kind;
    }

    private Instant now() {
        return clock.instant();
    }
}
