package care.handrail.pathways.engine;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.LateMessages;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.store.InboundMessages;
import care.handrail.pathways.store.InboundMessages.State;
import care.handrail.pathways.store.InboundMessages.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Execution;
import org.jspecify.annotations.Nullable;

/**
 * Hands a stored message to the process that waits for it, or to people when none will.
 *
 * <p>Delivery, the message's new state and the end of the job are one transaction: a machine that dies in between leaves
 * all three as they were.
 */
class InboxJobHandler implements JobHandler<InboxJobHandler.Delivery> {

    static final String TYPE = "inbox";
    static final String REVIEW = "InboundMessageReview";

    static final PathwayVariable<String> MESSAGE = PathwayVariable.id("inboundMessage");
    static final PathwayVariable<String> MESSAGE_NAME = PathwayVariable.code("inboundMessageName");
    static final PathwayVariable<String> REASON = PathwayVariable.code("inboundReason");

    /** A process that fails as often to take a message is looked at by people; the gaps add up to half an hour. */
    static final int MOST_FAILURES = 6;

    private static final Duration FIRST_GAP = Duration.ofSeconds(5);
    private static final Duration LONGEST_GAP = Duration.ofHours(1);

    private final Supplier<InboundMessages> messages;
    private final Supplier<Audit> audit;
    private final Map<String, String> matchedBy;
    private final Supplier<List<LateMessages>> rooms;
    private final Duration patience;
    private final Set<String> lasting;

    InboxJobHandler(
            Supplier<InboundMessages> messages,
            Supplier<Audit> audit,
            Supplier<List<LateMessages>> rooms,
            Map<String, String> matchedBy,
            Duration patience,
            Set<String> lasting) {
        this.messages = messages;
        this.audit = audit;
        this.matchedBy = Map.copyOf(matchedBy);
        this.rooms = rooms;
        this.patience = patience;
        this.lasting = Set.copyOf(lasting);
    }

    /** Returns how long to wait after a message was tried in vain so many times before: three times longer each time. */
    static Duration gap(int before) {
        var gap = FIRST_GAP;
        for (int i = 0; i < before && gap.compareTo(LONGEST_GAP) < 0; i++) {
            gap = gap.multipliedBy(3);
        }
        return gap.compareTo(LONGEST_GAP) < 0 ? gap : LONGEST_GAP;
    }

    /** Makes the job that delivers a message, in the transaction of the command. */
    static void schedule(CommandContext context, String message, Instant when, boolean repeats) {
        var job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setJobHandlerConfiguration(new Delivery(message, repeats));
        job.setDuedate(Date.from(when));
        context.getJobManager().send(job);
    }

    @Override
    public void execute(
            Delivery delivery, @Nullable ExecutionEntity none, CommandContext context, @Nullable String tenant) {
        messages.get()
                .lock(delivery.message())
                .filter(message -> message.state() == State.PENDING)
                .ifPresent(message -> context.runWithoutAuthorization(() -> {
                    deliver(message, delivery.repeats(), context);
                    return null;
                }));
    }

    private void deliver(Stored message, boolean repeats, CommandContext context) {
        if (message.failures() >= MOST_FAILURES) {
            review(message, "not-deliverable", context);
            return;
        }
        var episode = new WaitingEpisode(context.getProcessEngineConfiguration(), message.episodeId(), message.name());
        var values = MessageContent.read(message.variables());
        var about = Optional.ofNullable(matchedBy.get(message.name()));
        var waiting = episode.waiting().stream()
                .filter(execution -> about.map(variable -> isAbout(execution, variable, values.get(variable), context))
                        .orElse(true))
                .toList();
        if (waiting.size() == 1) {
            context.getProcessEngineConfiguration()
                    .getRuntimeService()
                    .messageEventReceived(message.name(), waiting.get(0).getId(), values);
            correlated(message, waiting.get(0).getProcessInstanceId());
        } else if (waiting.size() > 1) {
            review(message, "ambiguous", context);
        } else if (episode.isOver()) {
            takenLate(message, values)
                    .ifPresentOrElse(
                            process -> correlated(message, process), () -> review(message, "episode-over", context));
        } else if (!lasting.contains(message.name()) && episode.hasStoppedWaiting()) {
            review(message, "deadline-passed", context);
        } else {
            waitLonger(message, repeats, context);
        }
    }

    /** A process that has not said what it waits for takes news of anything. */
    private static boolean isAbout(Execution waiting, String variable, @Nullable Object value, CommandContext context) {
        var awaited =
                context.getProcessEngineConfiguration().getRuntimeService().getVariable(waiting.getId(), variable);
        return awaited == null || awaited.equals(value);
    }

    private Optional<String> takenLate(Stored message, Map<String, Object> values) {
        return rooms.get().stream()
                .flatMap(room -> room.take(message.name(), message.episodeId(), values).stream())
                .findFirst();
    }

    private void correlated(Stored message, String processInstanceId) {
        settle(message, State.CORRELATED, null, AuditEvent.Kind.MESSAGE_CORRELATED, processInstanceId);
    }

    private void waitLonger(Stored message, boolean repeats, CommandContext context) {
        var now = now();
        var end = lasting.contains(message.name())
                ? Instant.MAX
                : message.receivedAt().plus(patience);
        if (!now.isBefore(end)) {
            review(message, "nobody-waits", context);
        } else if (repeats) {
            var next = now.plus(gap(message.attempts()));
            next = next.isBefore(end) ? next : end;
            messages.get().nobodyWaited(message.id(), next);
            schedule(context, message.id(), next, true);
        }
    }

    private void review(Stored message, String reason, CommandContext context) {
        var variables = new HashMap<String, Object>();
        variables.put(MESSAGE.name(), message.id());
        variables.put(MESSAGE_NAME.name(), message.name());
        variables.put(REASON.name(), reason);
        variables.put(Envelope.PATIENT_ID.name(), message.patientId());
        variables.put(Envelope.REFERENCE.name(), message.reference());
        variables.put(Envelope.SITE.name(), message.site());
        variables.put(Envelope.SERVICE_LINE.name(), message.serviceLine());
        variables.put(Envelope.PRIORITY.name(), Envelope.ROUTINE);
        var review = context.getProcessEngineConfiguration()
                .getRuntimeService()
                .startProcessInstanceByKey(REVIEW, message.episodeId(), variables);
        settle(message, State.IN_REVIEW, reason, AuditEvent.Kind.MESSAGE_SENT_TO_REVIEW, review.getId());
    }

    private void settle(
            Stored message, State state, @Nullable String reason, AuditEvent.Kind kind, String processInstanceId) {
        messages.get().settle(message.id(), state, reason, now());
        audit.get()
                .record(AuditEvent.of(kind, message.patientId(), message.episodeId(), "message:" + message.name())
                        .withProcessInstance(processInstanceId)
                        .with("message=" + message.id() + (reason == null ? "" : ",reason=" + reason)));
    }

    private static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public Delivery newConfiguration(String canonical) {
        return Delivery.parse(canonical);
    }

    @Override
    public void onDelete(Delivery delivery, JobEntity job) {
        // The message stays; nothing else belongs to the job.
    }

    /**
     * What a job delivers.
     *
     * @param repeats whether the job makes the next one when nobody waits; a job that was made because somebody has begun
     *     to wait does not
     */
    record Delivery(String message, boolean repeats) implements JobHandlerConfiguration {

        private static final String ONCE = "/once";

        static Delivery parse(String canonical) {
            return canonical.endsWith(ONCE)
                    ? new Delivery(canonical.substring(0, canonical.length() - ONCE.length()), false)
                    : new Delivery(canonical, true);
        }

        @Override
        public String toCanonicalString() {
            return repeats ? message : message + ONCE;
        }
    }
}
