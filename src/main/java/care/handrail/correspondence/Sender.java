package care.handrail.correspondence;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.Answer;
import care.handrail.consent.Consents;
import care.handrail.consent.Use;
import care.handrail.correspondence.Carrier.Outgoing;
import care.handrail.correspondence.Composer.CannotComposeException;
import care.handrail.correspondence.Composer.Composed;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.correspondence.store.OutageTable;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits, once.
 *
 * <p>Each step is committed before the next begins, in transactions of their own: claimed, then handed over at the last
 * moment before the other side may accept, then accepted. Whoever dies while it is claimed has sent nothing, and it is
 * sent again. Whoever dies while it is handed over leaves something of which the other side is asked; what it does not know,
 * nobody can tell of, and it is never sent again unless a person says so. A sender who was thought dead and is not finds at the last moment that another attempt has
 * begun, and breaks off.
 */
@Component
class Sender {

    /** After so many tries a person decides how to go on. One more than the gaps in {@code SendCorrespondence}. */
    static final int MOST_TRIES = 9;

    /** Under this form's name the record shows what was sent. */
    static final String SENT_FORM = "CorrespondenceSent";

    static final String TEXT = "letterText";
    static final String ADDRESS = "letterAddress";

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final DispatchTable table;
    private final Composer composer;
    private final Consents consents;
    private final LetterStore letters;
    private final List<Carrier> carriers;
    private final OutageTable outages;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    Sender(
            DispatchTable table,
            Composer composer,
            Consents consents,
            LetterStore letters,
            List<Carrier> carriers,
            OutageTable outages,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.composer = composer;
        this.consents = consents;
        this.letters = letters;
        this.carriers = carriers;
        this.outages = outages;
        this.audit = audit;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** It was not sent, and will be tried again later. The message holds codes only. */
    static final class NotSentYetException extends RuntimeException {
        NotSentYetException(String problem) {
            super("Not sent yet: " + problem + ".");
        }
    }

    /** The last moment has shown that it must not be sent. */
    private static final class NoLongerWantedException extends RuntimeException {}

    /**
     * Brings it as far as the program can.
     *
     * @return where it stands now; never waiting
     * @throws NotSentYetException when it is to be tried again later
     */
    DispatchState send(String id) {
        var begun = begin(id);
        if (begun.state == DispatchState.HANDED_OVER) {
            return failed(id, begun, NotDeliveredException.Kind.UNCERTAIN, "sender-stopped");
        }
        if (begun.outgoing == null) {
            return sentOrLater(begun.state, "internal");
        }
        var handedOver = new AtomicBoolean();
        try {
            var providerId = begun.carrier().carry(begun.outgoing, () -> {
                handOver(id, begun);
                handedOver.set(true);
            });
            var state = change(id, begun, dispatch -> dispatch.accepted(providerId));
            noteChannel(begun, true);
            return state;
        } catch (NoLongerWantedException e) {
            return found(id);
        } catch (NotDeliveredException e) {
            noteChannel(begun, e.kind() != NotDeliveredException.Kind.LATER);
            return failed(id, begun, e.kind(), e.problem());
        } catch (RuntimeException e) {
            log.error(
                    "What has the id {} could not be sent: {}", id, e.getClass().getName());
            return failed(
                    id,
                    begun,
                    handedOver.get() ? NotDeliveredException.Kind.UNCERTAIN : NotDeliveredException.Kind.LATER,
                    "internal");
        }
    }

    /** Where it stands, by what it goes and what to send; nothing when there is nothing to send. */
    private record Begun(
            DispatchState state,
            int attempt,
            @Nullable Carrier by,
            @Nullable Outgoing outgoing,
            @Nullable Composed composed) {

        static Begun nothing(DispatchState state) {
            return new Begun(state, 0, null, null, null);
        }

        Carrier carrier() {
            return Objects.requireNonNull(by);
        }
    }

    private Begun begin(String id) {
        try {
            return inOwnTransaction(() -> begin(locked(id)));
        } catch (RuntimeException e) {
            log.error(
                    "What has the id {} could not be prepared: {}",
                    id,
                    e.getClass().getName());
            return Begun.nothing(inOwnTransaction(() -> {
                var dispatch = locked(id);
                dispatch.claim();
                tryLater(dispatch, "internal");
                return save(dispatch);
            }));
        }
    }

    private Begun begin(Dispatch dispatch) {
        switch (dispatch.state()) {
            case WAITING, SENDING -> {}
            case HANDED_OVER -> {
                return new Begun(
                        dispatch.state(),
                        dispatch.attempt(),
                        carrierOf(dispatch).orElse(null),
                        null,
                        null);
            }
            default -> {
                return Begun.nothing(dispatch.state());
            }
        }
        if (dispatch.isStale(clock.instant())) {
            dispatch.suppress();
            return Begun.nothing(save(dispatch));
        }
        var carrier = carrierOf(dispatch);
        var channel = carrier.map(Carrier::channel).orElse(Templates.BY_POST);
        var answer = ask(dispatch, channel);
        if (!answer.allowed()) {
            dispatch.refuse(answer.basis());
            return Begun.nothing(save(dispatch));
        }
        try {
            var composed = composer.compose(dispatch, channel);
            if (carrier.isEmpty()
                    ? composed.to().lines().isEmpty()
                    : !carrier.get().reaches(composed.to())) {
                throw new CannotComposeException("address-missing");
            }
            if (carrier.isEmpty()) {
                dispatch.print(
                        composed.clinical(),
                        answer.basis(),
                        dispatch.channel().equals(Templates.BY_POST) ? null : "channel-not-set-up");
                return Begun.nothing(save(dispatch));
            }
            dispatch.claim();
            save(dispatch);
            var order = dispatch.order();
            return new Begun(
                    dispatch.state(),
                    dispatch.attempt(),
                    carrier.get(),
                    new Outgoing(
                            dispatch.id(),
                            dispatch.attempt(),
                            order.about().patientId(),
                            order.about().reference(),
                            order.template(),
                            composed.to(),
                            composed.subject(),
                            composed.text(),
                            composed.attachments()),
                    composed);
        } catch (CannotComposeException e) {
            dispatch.fail(String.valueOf(e.getMessage()));
            return Begun.nothing(save(dispatch));
        }
    }

    /** Asks for consent a second time, because this is the transaction that sends. */
    private void handOver(String id, Begun begun) {
        boolean wanted = inOwnTransaction(() -> {
            var dispatch = locked(id);
            if (dispatch.state() != DispatchState.SENDING || dispatch.attempt() != begun.attempt) {
                return false;
            }
            var answer = ask(dispatch, dispatch.channel());
            if (answer.allowed()) {
                dispatch.handOver(begun.attempt, answer.basis());
                keepWhatWasSent(dispatch, Objects.requireNonNull(begun.composed));
            } else {
                dispatch.refuse(answer.basis());
            }
            save(dispatch);
            return answer.allowed();
        });
        if (!wanted) {
            throw new NoLongerWantedException();
        }
    }

    private DispatchState failed(String id, Begun begun, NotDeliveredException.Kind kind, String problem) {
        var known = kind == NotDeliveredException.Kind.UNCERTAIN ? askedFor(id, begun) : Optional.<String>empty();
        var state = change(id, begun, dispatch -> {
            switch (kind) {
                case UNCERTAIN -> known.ifPresentOrElse(dispatch::accepted, () -> dispatch.losesTrack(problem));
                case REFUSED -> dispatch.fail(problem);
                case LATER -> tryLater(dispatch, problem);
            }
        });
        return sentOrLater(state, problem);
    }

    /** Asks the other side. Only what it knows counts: what it does not know may still be on its way to it. */
    private static Optional<String> askedFor(String id, Begun begun) {
        try {
            return begun.by == null ? Optional.empty() : begun.by.find(id, begun.attempt);
        } catch (RuntimeException e) {
            log.error(
                    "What became of what has the id {} could not be asked: {}",
                    id,
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    /** Notes whether the channel works. What has become of the letter does not depend on it. */
    private void noteChannel(Begun begun, boolean works) {
        var channel = begun.carrier().channel();
        try {
            ownTransaction.executeWithoutResult(status -> {
                if (works) {
                    outages.worked(channel);
                } else {
                    outages.failed(channel, clock.instant());
                }
            });
        } catch (DataAccessException e) {
            log.warn(
                    "Whether {} works could not be noted: {}",
                    channel,
                    e.getClass().getName());
        }
    }

    private static void tryLater(Dispatch dispatch, String problem) {
        if (dispatch.tries() < MOST_TRIES) {
            dispatch.tryLater(problem);
        } else {
            dispatch.fail(problem);
        }
    }

    private static DispatchState sentOrLater(DispatchState state, String problem) {
        if (state == DispatchState.WAITING) {
            throw new NotSentYetException(problem);
        }
        return state;
    }

    /** Changes what this attempt has begun; nothing is changed when something else has happened to it since. */
    private DispatchState change(String id, Begun begun, Consumer<Dispatch> change) {
        return inOwnTransaction(() -> {
            var dispatch = locked(id);
            boolean ours = dispatch.attempt() == begun.attempt
                    && (dispatch.state() == DispatchState.SENDING || dispatch.state() == DispatchState.HANDED_OVER);
            if (ours) {
                change.accept(dispatch);
                save(dispatch);
            }
            return dispatch.state();
        });
    }

    /** Returns where it stands after this attempt had to break off. */
    private DispatchState found(String id) {
        var state = inOwnTransaction(() -> locked(id).state());
        if (state == DispatchState.WAITING || state == DispatchState.SENDING || state == DispatchState.HANDED_OVER) {
            throw new NotSentYetException("another attempt has begun");
        }
        return state;
    }

    private Optional<Carrier> carrierOf(Dispatch dispatch) {
        return carriers.stream()
                .filter(candidate -> candidate.channel().equals(dispatch.channel()) && candidate.isConfigured())
                .findFirst();
    }

    private Answer ask(Dispatch dispatch, String channel) {
        var use = dispatch.order().use();
        return consents.ask(dispatch.order().about().patientId(), new Use(use.purpose(), use.recipient(), channel));
    }

    /** Keeps with the patient's letter what was sent and where to. */
    void keepWhatWasSent(Dispatch dispatch, Composed composed) {
        var values = new HashMap<DataClass, Map<String, Object>>();
        values.put(DataClass.CONTACT, new HashMap<>(Map.of(ADDRESS, composed.envelope())));
        values.computeIfAbsent(composed.clinical() ? DataClass.CLINICAL : DataClass.CONTACT, none -> new HashMap<>())
                .put(TEXT, composed.text());
        letters.write(
                new LetterKey(dispatch.order().about().patientId(), dispatch.id(), SENT_FORM, dispatch.id()),
                values,
                "system");
    }

    private Dispatch locked(String id) {
        return table.lock(id).orElseThrow(() -> new IllegalStateException("Nothing with this id was to be sent."));
    }

    /** Writes it, and the trail where something has come to an end. */
    DispatchState save(Dispatch dispatch) {
        table.save(dispatch.at(clock.instant()));
        var order = dispatch.order();
        var kind = switch (dispatch.state()) {
            case SENT, PRINTED -> Kind.CORRESPONDENCE_SENT;
            case UNCERTAIN, SUPPRESSED_STALE, REFUSED_CONSENT, FAILED, BOUNCED, GIVEN_UP, WITHDRAWN ->
                Kind.CORRESPONDENCE_NOT_SENT;
            case WAITING, SENDING, HANDED_OVER, TO_PRINT, TO_PRINT_CLINICAL -> null;
        };
        if (kind != null) {
            audit.record(AuditEvent.of(
                            kind, order.about().patientId(), order.about().episodeId(), "dispatch:" + dispatch.id())
                    .with("channel=" + dispatch.channel() + ",recipient="
                            + order.use().recipient() + ",basis=" + dispatch.basis() + ",state="
                            + dispatch.state().code()
                            + (dispatch.problem() == null ? "" : ",problem=" + dispatch.problem()))
                    .withVersion(order.template() + " " + order.templateVersion()));
        }
        return dispatch.state();
    }

    private <T> T inOwnTransaction(Supplier<T> work) {
        return Objects.requireNonNull(ownTransaction.execute(status -> work.get()));
    }
}
