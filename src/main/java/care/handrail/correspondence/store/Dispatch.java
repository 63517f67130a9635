package care.handrail.correspondence.store;

import static care.handrail.correspondence.DispatchState.BOUNCED;
import static care.handrail.correspondence.DispatchState.FAILED;
import static care.handrail.correspondence.DispatchState.GIVEN_UP;
import static care.handrail.correspondence.DispatchState.HANDED_OVER;
import static care.handrail.correspondence.DispatchState.PRINTED;
import static care.handrail.correspondence.DispatchState.REFUSED_CONSENT;
import static care.handrail.correspondence.DispatchState.SENDING;
import static care.handrail.correspondence.DispatchState.SENT;
import static care.handrail.correspondence.DispatchState.SUPPRESSED_STALE;
import static care.handrail.correspondence.DispatchState.TO_PRINT;
import static care.handrail.correspondence.DispatchState.TO_PRINT_CLINICAL;
import static care.handrail.correspondence.DispatchState.UNCERTAIN;
import static care.handrail.correspondence.DispatchState.WAITING;
import static care.handrail.correspondence.DispatchState.WITHDRAWN;

import care.handrail.consent.Use;
import care.handrail.correspondence.DispatchState;
import care.handrail.correspondence.Intent.About;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something on its way to somebody. It is handed over once for each attempt, and a new attempt begins only while nobody
 * can have accepted an earlier one, or because a person says so.
 */
public final class Dispatch {

    /** In these nothing has left, and a job or a person would still send it. */
    private static final Set<DispatchState> STILL_HERE = Set.of(WAITING, SENDING, TO_PRINT, TO_PRINT_CLINICAL, FAILED);

    private static final String BY_POST = "letter";

    private final Order order;
    private String channel;
    private DispatchState state;
    private int attempt;
    private int tries;
    private @Nullable String problem;
    private @Nullable String basis;
    private @Nullable String providerId;
    private @Nullable Instant changedAt;
    private @Nullable String told;
    private boolean overtaken;

    /**
     * What was asked for.
     *
     * @param addressId null for the patient's own
     * @param tell business key of the process that is told; null for none
     */
    public record Order(
            String id,
            String idempotencyKey,
            Use use,
            String template,
            int templateVersion,
            About about,
            @Nullable String addressId,
            List<String> documents,
            @Nullable Instant sendBefore,
            @Nullable String tell,
            Instant askedAt) {}

    /** Something new that waits. */
    public Dispatch(Order order) {
        this(order, order.use().channel(), WAITING, 0, 0, null, null, null, order.askedAt(), null, false);
    }

    Dispatch(
            Order order,
            String channel,
            DispatchState state,
            int attempt,
            int tries,
            @Nullable String problem,
            @Nullable String basis,
            @Nullable String providerId,
            @Nullable Instant changedAt,
            @Nullable String told,
            boolean overtaken) {
        this.order = order;
        this.channel = channel;
        this.state = state;
        this.attempt = attempt;
        this.tries = tries;
        this.problem = problem;
        this.basis = basis;
        this.providerId = providerId;
        this.changedAt = changedAt;
        this.told = told;
        this.overtaken = overtaken;
    }

    /** A job begins to send it, for good or after another one died before it handed anything over. */
    public void claim() {
        require("claim", WAITING, SENDING);
        attempt++;
        tries++;
        problem = null;
        state = SENDING;
    }

    /**
     * From now on the other side may accept it.
     *
     * @param basis why the patient's data may be used so
     * @throws IllegalStateException when another attempt has begun since
     */
    public void handOver(int attempt, String basis) {
        require("handOver", SENDING);
        if (attempt != this.attempt) {
            throw new IllegalStateException("Another attempt to send this has begun since.");
        }
        this.basis = basis;
        state = HANDED_OVER;
    }

    public void accepted(@Nullable String providerId) {
        require("accepted", HANDED_OVER);
        this.providerId = providerId;
        state = SENT;
    }

    /** It was surely not accepted and will be tried again, unless it was overtaken meanwhile. */
    public void tryLater(String problem) {
        require("tryLater", SENDING, HANDED_OVER);
        this.problem = problem;
        state = overtaken ? WITHDRAWN : WAITING;
    }

    /** It was surely not accepted and a person decides how to go on, unless it was overtaken meanwhile. */
    public void fail(String problem) {
        require("fail", WAITING, SENDING, HANDED_OVER, TO_PRINT, TO_PRINT_CLINICAL);
        this.problem = problem;
        state = overtaken ? WITHDRAWN : FAILED;
    }

    /** Nobody has told how it ended, and nobody will. */
    public void losesTrack(String problem) {
        require("losesTrack", HANDED_OVER, SENT);
        this.problem = problem;
        state = UNCERTAIN;
    }

    public void suppress() {
        require("suppress", WAITING, SENDING);
        state = SUPPRESSED_STALE;
    }

    public void refuse(String basis) {
        require("refuse", WAITING, SENDING);
        this.basis = basis;
        state = REFUSED_CONSENT;
    }

    /**
     * It goes by post.
     *
     * @param why a problem code, when it was to go by another way; null when post was asked for
     */
    public void print(boolean clinical, String basis, @Nullable String why) {
        require("print", WAITING, SENDING);
        this.basis = basis;
        problem = why;
        channel = BY_POST;
        state = clinical ? TO_PRINT_CLINICAL : TO_PRINT;
    }

    public void printed() {
        require("printed", TO_PRINT, TO_PRINT_CLINICAL);
        state = PRINTED;
    }

    /** The patient said something about what may be sent, so it must be asked again. */
    public void askAgain() {
        require("askAgain", TO_PRINT, TO_PRINT_CLINICAL);
        state = WAITING;
    }

    /** It came back. */
    public void bounce(String problem) {
        require("bounce", SENT, PRINTED, HANDED_OVER, UNCERTAIN);
        this.problem = problem;
        state = BOUNCED;
    }

    /** A person has it sent again by the way that was asked for. */
    public void sendAgain() {
        require("sendAgain", FAILED, UNCERTAIN, BOUNCED);
        tries = 0;
        channel = order.use().channel();
        state = WAITING;
    }

    /** A person has it printed. */
    public void sendByPost() {
        require("sendByPost", FAILED, UNCERTAIN, BOUNCED);
        tries = 0;
        channel = BY_POST;
        state = WAITING;
    }

    /** A person found out that it has arrived. */
    public void arrived() {
        require("arrived", UNCERTAIN, BOUNCED);
        state = SENT;
    }

    public void giveUp() {
        require("giveUp", FAILED, UNCERTAIN, BOUNCED);
        state = GIVEN_UP;
    }

    /** Whoever asked for it does not want it any more, and nothing of it has left. */
    public void withdraw() {
        require("withdraw", STILL_HERE);
        state = WITHDRAWN;
    }

    /** Whoever asked for it does not want it any more, and it has left, or may have: from now on it is not sent again. */
    public void overtaken() {
        overtaken = true;
    }

    /** Whoever asked for it was told that it ended so. */
    public void told(String outcome) {
        told = outcome;
    }

    /** Notes when something changed last. */
    public Dispatch at(Instant now) {
        changedAt = now;
        return this;
    }

    /** Tells whether its time has passed. */
    public boolean isStale(Instant now) {
        return order.sendBefore() != null && !now.isBefore(order.sendBefore());
    }

    /** Tells whether it lies in the print queue. */
    public boolean isToPrint() {
        return state == TO_PRINT || state == TO_PRINT_CLINICAL;
    }

    /** Tells whether nothing of it has left, and a job or a person would still send it. */
    public boolean isStillHere() {
        return STILL_HERE.contains(state);
    }

    /** Tells whether whoever asked for it does not want it any more although it has left, or may have. */
    public boolean isOvertaken() {
        return overtaken;
    }

    public String id() {
        return order.id();
    }

    /** Returns what tells it from other letters with its reference: four characters that stand after that on the sheet. */
    public String mark() {
        return id().substring(id().length() - 4).toUpperCase(Locale.ROOT);
    }

    public Order order() {
        return order;
    }

    /** Returns by what way it goes or went, which is not always the one that was asked for. */
    public String channel() {
        return channel;
    }

    public DispatchState state() {
        return state;
    }

    /** Returns the number of the attempt, which never goes back. */
    public int attempt() {
        return attempt;
    }

    /** Returns how often it was tried since a person last said so. */
    public int tries() {
        return tries;
    }

    public @Nullable String problem() {
        return problem;
    }

    public @Nullable String basis() {
        return basis;
    }

    public @Nullable String providerId() {
        return providerId;
    }

    public Instant changedAt() {
        return Objects.requireNonNull(changedAt);
    }

    /** Returns the outcome that was told last; null when none was. */
    public @Nullable String toldOutcome() {
        return told;
    }

    private void require(String event, DispatchState first, DispatchState... others) {
        require(event, EnumSet.of(first, others));
    }

    private void require(String event, Set<DispatchState> states) {
        if (!states.contains(state)) {
            throw new IllegalStateException("What is " + state.code() + " does not take the event " + event + ".");
        }
    }
}
