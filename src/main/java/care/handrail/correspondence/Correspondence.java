package care.handrail.correspondence;

import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.ConsentWithdrawn;
import care.handrail.correspondence.Composer.CannotComposeException;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.Dispatch.Order;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pathways;
import care.handrail.patients.Patients;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends letters, e-mails and text messages: each that is asked for goes out once, or a person has it as a work item, or it
 * is noted why it was not to be sent.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Correspondence {

    /** Name of the message that tells how it ended. */
    public static final String SETTLED = "CorrespondenceSettled";

    /** Id of the intent, in that message. */
    public static final PathwayVariable<String> CORRESPONDENCE_ID = PathwayVariable.id("correspondenceId");

    /** How it ended: sent, printed, suppressed-stale, refused-consent, failed or bounced. */
    public static final PathwayVariable<String> CORRESPONDENCE_OUTCOME = PathwayVariable.code("correspondenceOutcome");

    private static final String PROCESS = "SendCorrespondence";
    private static final String WITHDRAWN = "CorrespondenceWithdrawn";
    private static final String ASKED_FORM = "CorrespondenceAsked";
    private static final String THE_PATIENT = "patient";
    /** What care coordination reads, because no process waits for it any more. */
    private static final Map<DataClass, Map<String, Object>> TOO_LATE = Map.of(
            DataClass.CONTACT,
            Map.of(
                    "receivedInformation",
                    "It went out although it had been called back, because something else was decided since. Ask the clinician"
                            + " what the recipient is to be told."));

    private static final Set<String> SENDING_AGAIN = Set.of("send-again", "by-post");
    private static final Set<String> NOT_SENDING = Set.of("cannot-post", "give-up");
    private static final Pattern KEY = Pattern.compile("\\p{Graph}{8,128}");
    private static final int MOST_DOCUMENTS = 50;

    private final DispatchTable table;
    private final Templates templates;
    private final ChannelRules rules;
    private final Sender sender;
    private final Composer composer;
    private final LetterStore letters;
    private final Patients patients;
    private final Pathways pathways;
    private final Inbox inbox;
    private final Audit audit;
    private final Clock clock;

    Correspondence(
            DispatchTable table,
            Templates templates,
            ChannelRules rules,
            Sender sender,
            Composer composer,
            LetterStore letters,
            Patients patients,
            Pathways pathways,
            Inbox inbox,
            Audit audit,
            Clock clock) {
        this.table = table;
        this.templates = templates;
        this.rules = rules;
        this.sender = sender;
        this.composer = composer;
        this.letters = letters;
        this.patients = patients;
        this.pathways = pathways;
        this.inbox = inbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Has it sent after the commit, and returns its id. A key that is known is answered with the first one's id. Permission
     * is the caller's. Audited.
     *
     * <p>Of two who ask with one key at the same moment the second one fails, and finds the first when it is tried again.
     *
     * @throws IllegalArgumentException when the template is not there, what is to be said is not what it says, or the key
     *     came before for something else; the sentence says what is wrong
     */
    public String send(Intent intent) {
        check(intent);
        var earlier = table.findByKey(intent.idempotencyKey());
        if (earlier.isPresent()) {
            var order = earlier.get().order();
            require(
                    order.use().equals(intent.use())
                            && order.template().equals(intent.template())
                            && order.about().patientId().equals(intent.about().patientId()),
                    "This idempotency key came before for something else.");
            return order.id();
        }
        var id = Ids.next();
        var about = intent.about();
        table.add(new Dispatch(new Order(
                id,
                intent.idempotencyKey(),
                intent.use(),
                intent.template(),
                intent.templateVersion(),
                about,
                intent.addressId(),
                intent.documents(),
                intent.sendBefore(),
                intent.tell(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        if (!intent.values().isEmpty()) {
            var values = new HashMap<DataClass, Map<String, Object>>();
            intent.values().forEach((dataClass, fields) -> values.put(dataClass, new HashMap<>(fields)));
            letters.write(new LetterKey(about.patientId(), id, ASKED_FORM, id), values, user());
        }
        audit.record(AuditEvent.of(Kind.CORRESPONDENCE_ASKED, about.patientId(), about.episodeId(), "dispatch:" + id)
                .with("channel=" + intent.use().channel() + ",recipient="
                        + intent.use().recipient() + ",purpose="
                        + intent.use().purpose())
                .withVersion(intent.template() + " " + intent.templateVersion()));
        start(id, about);
        return id;
    }

    /**
     * Calls back everything that the process asked for: what has not left is never sent, its work item goes, and the process
     * is not told of it. What has left, or may have, stays as it is, but is not sent again. Permission is the caller's.
     * Audited.
     *
     * @param tell business key of the process that would have been told how it ended
     */
    public void withdraw(String tell) {
        // Whoever is about to hand one over waits for this, and then breaks off.
        for (var dispatch : table.lockToldTo(tell)) {
            if (dispatch.isStillHere()) {
                dispatch.withdraw();
                sender.save(dispatch);
                pathways.correlate(WITHDRAWN, dispatch.id(), Map.of());
            } else {
                dispatch.overtaken();
                table.save(dispatch);
            }
        }
    }

    /** Brings it as far as the program can, and returns where it stands. For the diagram. */
    public DispatchState deliver(String id) {
        return sender.send(id);
    }

    /**
     * Carries out what a person decided of what could not be sent, or did with what was to be printed. For the diagram.
     *
     * @param decision code: posted, cannot-post, send-again, by-post, arrived or give-up
     * @return whether it is settled; if not, it has to be delivered again
     * @throws InvalidFormException when it cannot be so, for example when a letter was posted that nobody was shown for
     *     printing as it is now; one sentence
     */
    public boolean decide(String id, String decision) {
        var dispatch = locked(id);
        if (dispatch.state() == DispatchState.WITHDRAWN) {
            // In a process on a model that knows no calling back the work item stays until somebody says this.
            if (NOT_SENDING.contains(decision)) {
                return true;
            }
            throw cannot(
                    "It was called back: it is not wanted any more. Do not post it, and say that it cannot be posted or"
                            + " will not be sent. If it is posted already, tell care coordination.");
        }
        if (dispatch.isOvertaken() && SENDING_AGAIN.contains(decision)) {
            throw cannot(
                    "It is not wanted any more, because something else was decided since, so it is not sent again. Say"
                            + " that it has arrived, or that it will not be sent.");
        }
        switch (decision) {
            case "posted" -> posted(dispatch);
            case "cannot-post" -> dispatch.fail("cannot-be-posted");
            case "send-again" -> dispatch.sendAgain();
            case "by-post" -> dispatch.sendByPost();
            case "arrived" -> {
                if (dispatch.state() == DispatchState.FAILED) {
                    throw cannot(
                            "It was never handed over, so it cannot have arrived. Send it, or say why it will not be"
                                    + " sent.");
                }
                dispatch.arrived();
                table.fateKnown(id);
            }
            case "give-up" -> dispatch.giveUp();
            default -> throw new IllegalArgumentException("There is no such decision.");
        }
        var state = sender.save(dispatch);
        return state != DispatchState.WAITING && state != DispatchState.FAILED;
    }

    /**
     * Tells whoever waits how it ended, unless they know. Of what they have called back they are told only that it has gone
     * out all the same. For the diagram.
     */
    public void tell(String id) {
        var dispatch = locked(id);
        if (dispatch.state() == DispatchState.WITHDRAWN || (dispatch.isOvertaken() && !hasGoneOut(dispatch))) {
            return;
        }
        var order = dispatch.order();
        var outcome = outcome(dispatch);
        if (order.tell() != null && !knows(dispatch.toldOutcome(), outcome)) {
            inbox.post(new InboundMessage(
                    SETTLED,
                    order.tell(),
                    order.about().patientId(),
                    order.about().reference(),
                    order.about().site(),
                    order.about().serviceLine(),
                    id + ":" + outcome,
                    Map.of(CORRESPONDENCE_ID.name(), id, CORRESPONDENCE_OUTCOME.name(), outcome),
                    dispatch.isOvertaken() ? TOO_LATE : Map.of()));
            dispatch.told(outcome);
            table.save(dispatch);
        }
    }

    /** Gives what was sent and has come back to a person. What this room does not know, or knows already, is passed over. */
    @Transactional(propagation = Propagation.REQUIRED)
    public void bounced(String id) {
        table.lock(id).ifPresent(dispatch -> {
            switch (dispatch.state()) {
                case SENT -> {
                    dispatch.bounce("bounced");
                    sender.save(dispatch);
                    startAgain(dispatch);
                }
                case HANDED_OVER, UNCERTAIN -> {
                    dispatch.bounce("bounced");
                    sender.save(dispatch);
                }
                default -> {}
            }
        });
    }

    /** Gives a letter that was posted, and that the post has brought back, to a person. One that has come back already stays. */
    public void cameBack(String id) {
        var dispatch = locked(id);
        if (dispatch.state() == DispatchState.PRINTED) {
            dispatch.bounce("bounced");
            sender.save(dispatch);
            startAgain(dispatch);
        }
    }

    /**
     * Gives what was sent, and of which it was not said in time whether it arrived, to a person. What was sent again since is
     * passed over.
     *
     * @param sentBy until when it was sent
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void neverAnswered(String id, Instant sentBy) {
        table.lock(id)
                .filter(dispatch -> dispatch.state() == DispatchState.SENT)
                .filter(dispatch -> !dispatch.changedAt().isAfter(sentBy))
                .ifPresent(dispatch -> {
                    dispatch.losesTrack("no-answer");
                    sender.save(dispatch);
                    startAgain(dispatch);
                });
    }

    /** Asks again whether what waits to be posted may be, once the patient has said no to something. */
    @EventListener
    void on(ConsentWithdrawn withdrawn) {
        // Whoever is about to claim one or to hand it over waits for this, and then finds what the patient said.
        for (var dispatch : table.lockOf(
                patients.samePerson(withdrawn.patientId()),
                List.of(
                        DispatchState.WAITING,
                        DispatchState.SENDING,
                        DispatchState.TO_PRINT,
                        DispatchState.TO_PRINT_CLINICAL))) {
            if (dispatch.isToPrint()) {
                dispatch.askAgain();
                sender.save(dispatch);
                pathways.correlate("ConsentWithdrawn", dispatch.id(), Map.of());
            }
        }
    }

    /** Its process has ended; the same one, with the same key, finds what it has to do. */
    private void startAgain(Dispatch dispatch) {
        start(dispatch.id(), dispatch.order().about());
    }

    private void start(String id, Intent.About about) {
        pathways.start(PROCESS, id, about.envelope());
    }

    /** What is kept as sent is put together now, so nothing else may have been printed. */
    private void posted(Dispatch dispatch) {
        var printed = table.lastShown(dispatch.id())
                .orElseThrow(() -> cannot("Nobody can have printed this letter yet: open the page Letters to print,"
                        + " print it there, and post that."));
        try {
            var letter = composer.compose(dispatch, dispatch.channel());
            if (!letter.hash().equals(printed)) {
                throw cannot("The address or the text has changed since you printed it. Print it again and post that.");
            }
            sender.keepWhatWasSent(dispatch, letter);
        } catch (CannotComposeException e) {
            throw cannot("Something of this letter is not there any more. Say that it cannot be posted.");
        }
        dispatch.printed();
    }

    /** Somebody who was told that it was sent need not be told that it was sent by another way after it came back. */
    private static boolean knows(@Nullable String told, String outcome) {
        return told != null && (told.equals(outcome) || outcome.equals("sent") || outcome.equals("printed"));
    }

    private static boolean hasGoneOut(Dispatch dispatch) {
        return dispatch.state() == DispatchState.SENT || dispatch.state() == DispatchState.PRINTED;
    }

    private static String outcome(Dispatch dispatch) {
        return switch (dispatch.state()) {
            case SENT, PRINTED, SUPPRESSED_STALE, REFUSED_CONSENT ->
                dispatch.state().code();
            case GIVEN_UP -> "bounced".equals(dispatch.problem()) ? "bounced" : "failed";
            default ->
                throw new IllegalStateException(
                        "It is not settled: " + dispatch.state().code());
        };
    }

    private void check(Intent intent) {
        require(KEY.matcher(intent.idempotencyKey()).matches(), "The idempotency key has 8 to 128 plain characters.");
        var use = intent.use();
        var template = templates
                .find(intent.template(), intent.templateVersion(), use.channel())
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no such version of the template for the channel " + use.channel() + "."));
        require(template.purpose().equals(use.purpose()), "The template is for another purpose.");
        require(template.recipients().contains(use.recipient()), "The template is not for this recipient.");
        require(
                intent.addressId() != null || use.recipient().equals(THE_PATIENT),
                "Only the patient's own address is known without an address book.");
        require(
                intent.documents().isEmpty()
                        || rules.find(use.channel(), use.recipient())
                                .orElseThrow()
                                .documents(),
                "No documents go to this recipient by this channel.");
        require(intent.documents().size() <= MOST_DOCUMENTS, "At most " + MOST_DOCUMENTS + " documents go along.");
        intent.values().forEach((dataClass, fields) -> {
            var strange = new TreeSet<>(fields.keySet());
            strange.removeIf(field -> isSaidSomewhere(intent, field, dataClass));
            require(
                    strange.isEmpty(),
                    "The template does not say " + strange + " as " + dataClass.code() + " by any channel.");
        });
    }

    /** A value may be one that the template says by post only: by that way goes what cannot go otherwise. */
    private boolean isSaidSomewhere(Intent intent, String field, DataClass dataClass) {
        return templates.all().stream()
                .filter(template ->
                        template.id().equals(intent.template()) && template.version() == intent.templateVersion())
                .anyMatch(template -> template.fields().get(field) == dataClass);
    }

    private Dispatch locked(String id) {
        return table.lock(id).orElseThrow(() -> new IllegalStateException("Nothing with this id was to be sent."));
    }

    private static InvalidFormException cannot(String sentence) {
        return new InvalidFormException(Map.of("correspondenceDecision", sentence));
    }

    private static String user() {
        return CurrentStaff.get().map(Staff::userId).orElse("system");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
