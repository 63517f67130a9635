package care.handrail.pathways.engine;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.store.InboundMessages;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores a message, its letter and the job that will deliver it in one transaction. */
@Component
class EngineInbox implements Inbox {

    private static final Pattern KEY = Pattern.compile("\\p{ASCII}{8,128}");
    private static final int LONGEST_VARIABLES = 4_000;

    /** A message that comes twice at the same moment loses at most once, and then finds the other. */
    private static final int TRIES = 3;

    private final ProcessEngineConfigurationImpl engine;
    private final InboundMessages messages;
    private final LetterStore letters;
    private final Audit audit;
    private final Clock clock;
    private final InboxProperties properties;
    private final VariableRules variables;
    private final TransactionTemplate own;
    private final TransactionTemplate callers;

    EngineInbox(
            ProcessEngineConfigurationImpl engine,
            InboundMessages messages,
            LetterStore letters,
            Audit audit,
            Clock clock,
            InboxProperties properties,
            VariableRules variables,
            PlatformTransactionManager transactions) {
        this.engine = engine;
        this.messages = messages;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
        this.properties = properties;
        this.variables = variables;
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.callers = new TransactionTemplate(transactions);
        callers.setPropagationBehavior(TransactionDefinition.PROPAGATION_MANDATORY);
    }

    @Override
    public Receipt receive(InboundMessage message) {
        if (Context.getCommandContext() != null) {
            throw new IllegalStateException(
                    "A message is received before the engine works on it, not while it does: a step posts it.");
        }
        check(message, properties.messages());
        for (int attempt = 1; ; attempt++) {
            try {
                return own.execute(status -> keep(message));
            } catch (DuplicateKeyException | ConcurrencyFailureException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Receipt post(InboundMessage message) {
        check(message, properties.names());
        return callers.execute(status -> keep(message));
    }

    @Override
    public List<Waiting> waiting(String episodeId, String name) {
        return messages.pending(episodeId, name).stream()
                .map(message -> new Waiting(message.receivedAt(), MessageContent.read(message.variables())))
                .toList();
    }

    @Override
    public void deliver(String episodeId) {
        var handler =
                (InboxJobHandler) Objects.requireNonNull(engine.getJobHandlers().get(InboxJobHandler.TYPE));
        Command<Void> deliver = context -> {
            messages.pending(episodeId)
                    .forEach(id -> handler.execute(new InboxJobHandler.Delivery(id, false), null, context, null));
            return null;
        };
        engine.getCommandExecutorTxRequired().execute(deliver);
    }

    private Receipt keep(InboundMessage message) {
        checkVariables(message);
        var keyHash = MessageContent.keyHash(message);
        var bodyHash = MessageContent.bodyHash(message);
        return messages.findByKey(keyHash)
                .map(earlier -> answer(earlier, bodyHash))
                .orElseGet(() -> store(message, keyHash, bodyHash));
    }

    private static Receipt answer(InboundMessages.Stored earlier, String bodyHash) {
        if (!earlier.bodyHash().equals(bodyHash)) {
            throw new DifferentMessageException();
        }
        return new Receipt(earlier.id(), earlier.receivedAt());
    }

    private Receipt store(InboundMessage message, String keyHash, String bodyHash) {
        var id = Ids.next();
        // As precise as every database keeps it, so that a repetition is answered alike.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        messages.add(id, message, keyHash, bodyHash, MessageContent.variables(message.variables()), now);
        if (!message.letter().isEmpty()) {
            letters.write(
                    new LetterKey(message.patientId(), message.episodeId(), message.name(), id),
                    message.letter(),
                    CurrentStaff.get().map(Staff::userId).orElse("system"));
        }
        audit.record(AuditEvent.of(
                        AuditEvent.Kind.MESSAGE_RECEIVED,
                        message.patientId(),
                        message.episodeId(),
                        "message:" + message.name())
                .with("message=" + id));
        Command<Void> deliver = context -> {
            InboxJobHandler.schedule(context, id, now, true);
            return null;
        };
        engine.getCommandExecutorTxRequired().execute(deliver);
        return new Receipt(id, now);
    }

    private static void check(InboundMessage message, Set<String> names) {
        require(names.contains(message.name()), "No message of this name is taken in here.");
        require(
                KEY.matcher(message.idempotencyKey()).matches(),
                "The idempotency key has 8 to 128 plain characters, for example a UUID.");
        message.variables()
                .forEach((name, value) -> require(
                        value instanceof String
                                || value instanceof Boolean
                                || value instanceof Long
                                || value instanceof Date,
                        "The value of " + name + " is a code, an id, a whole number, a date or a flag."));
        require(
                MessageContent.variables(message.variables()).length() <= LONGEST_VARIABLES,
                "The message carries too many values for the process.");
    }

    private void checkVariables(InboundMessage message) {
        if (message.variables().isEmpty()) {
            return;
        }
        Command<Void> check = (CommandContext context) -> {
            message.variables().forEach((name, value) -> {
                Optional<String> problem = variables.problem(name, value);
                require(problem.isEmpty(), problem.orElse(""));
            });
            return null;
        };
        engine.getCommandExecutorTxRequired().execute(check);
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Which variables a message may carry; asked inside a command of the engine. */
    interface VariableRules {

        /** Returns a sentence when no release lets the variable hold the value. */
        Optional<String> problem(String name, Object value);
    }
}
