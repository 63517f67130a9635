package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells a diagram by when a step is to be done, and how often to say that it is late: {@code serviceLevel} in expressions.
 *
 * <p>Both come from the table {@code ServiceLevels} of the release on which the process runs. Urgent work, and what a
 * clinician is asked to look at now, counts in elapsed time, everything else in working time of its site. Where the process
 * says by when ({@code dueBy}), nothing is due later than that.
 */
@Component("serviceLevel")
public class ServiceLevel implements ServiceLevelExpressions {

    static final String TABLE = "ServiceLevels";

    private static final String MULTI_INSTANCE = "#multiInstanceBody";
    private static final Pattern HOURS_AND_MINUTES = Pattern.compile("PT(?=\\d)(\\d+H)?(\\d+M)?");

    private final WorkingCalendar calendar;
    private final ReleaseTables tables;

    ServiceLevel(WorkingCalendar calendar, ReleaseTables tables) {
        this.calendar = calendar;
        this.tables = tables;
    }

    /**
     * Returns when the step that the execution is at has to be done, counted from now. For a step whose boundary timer
     * has just been set this is the moment at which the timer fires first.
     */
    @Override
    public Date due(DelegateExecution execution) {
        return ((ExecutionEntity) execution)
                .getJobs().stream()
                        .filter(job -> job instanceof TimerEntity timer && FiringSeries.isOne(timer.getRepeat()))
                        .map(job -> job.getDuedate())
                        .findFirst()
                        .orElseGet(() -> Date.from(series(execution).due()));
    }

    /** Returns the cycle of the step's boundary timer: first when the step is due, then each time the table says. */
    @Override
    public String repeat(DelegateExecution execution) {
        return series(execution).toString();
    }

    /** Returns the id in the diagram of an activity of the engine, which has one more around each multi-instance. */
    static String stepId(String activityId) {
        return activityId.replace(MULTI_INSTANCE, "");
    }

    private FiringSeries series(DelegateExecution execution) {
        var step = stepId(Objects.requireNonNull(execution.getCurrentActivityId()));
        var series = level((ExecutionEntity) execution, step)
                .from(ClockUtil.getCurrentTime().toInstant(), calendar);
        var dueBy = Envelope.get(execution, Envelope.DUE_BY);
        return dueBy != null && dueBy.toInstant().isBefore(series.due())
                ? new FiringSeries(series.site(), dueBy.toInstant(), series.repeat())
                : series;
    }

    /** Returns what the table promises for a step, as urgent as its patient is now. */
    Level level(ExecutionEntity execution, String step) {
        var inputs = new HashMap<String, @Nullable Object>();
        inputs.put("step", step);
        inputs.put("priority", priority(execution));
        inputs.put("serviceLine", Envelope.get(execution, Envelope.SERVICE_LINE));
        var row = tables.evaluate(execution, TABLE, inputs);
        return new Level(
                Envelope.cannotWait(execution)
                        ? null
                        : calendar.site(Envelope.get(execution, Envelope.SITE)).code(),
                duration(row, "target", step),
                duration(row, "repeat", step));
    }

    /** A clinician's word goes before the office's, except that nothing goes before being asked to look now. */
    private static @Nullable String priority(ExecutionEntity execution) {
        return Envelope.isUrgent(execution) && !Envelope.isAtOnce(execution)
                ? Envelope.URGENT
                : Envelope.get(execution, Envelope.PRIORITY);
    }

    /**
     * What the clinic promises for a step.
     *
     * @param site code of the site whose working time counts; null for elapsed time
     */
    record Level(@Nullable String site, Duration target, Duration repeat) {

        /** Returns the moments at which a step that begins then is late. */
        FiringSeries from(Instant start, WorkingCalendar calendar) {
            var due = site == null ? start.plus(target) : calendar.add(calendar.site(site), start, target);
            return new FiringSeries(site, due, repeat);
        }
    }

    static Duration duration(Map<String, Object> row, String output, String step) {
        var written = String.valueOf(row.get(output));
        // A day would be read as 24 hours of working time, which nobody means.
        if (HOURS_AND_MINUTES.matcher(written).matches()) {
            var duration = Duration.parse(written);
            if (!duration.isZero()) {
                return duration;
            }
        }
        throw new IllegalStateException("The decision table " + TABLE + " says " + output + " '" + written
                + "' for the step " + step + ": write hours and minutes, for example PT8H or PT1H30M.");
    }
}
