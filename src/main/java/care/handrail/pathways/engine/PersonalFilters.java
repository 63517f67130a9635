package care.handrail.pathways.engine;

import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a Tasklist filter what differs with the person and the time: "mine" and "late by now".
 *
 * <p>The engine's own way is an expression in the filter, and an expression in a filter can run a program on the server.
 */
class PersonalFilters extends FilterServiceImpl {

    /** The filter's property that says what is added. */
    static final String SHOWS = "shows";

    static final String MINE = "mine";
    static final String LATE = "late";

    @Override
    public <T> List<T> list(String filterId) {
        return asOne(() -> super.list(filterId, this.<T>with(filterId, null)));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filterId, @Nullable Q more) {
        return asOne(() -> super.list(filterId, this.<T>with(filterId, more)));
    }

    @Override
    public <T> List<T> listPage(String filterId, int first, int most) {
        return asOne(() -> super.listPage(filterId, this.<T>with(filterId, null), first, most));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(String filterId, @Nullable Q more, int first, int most) {
        return asOne(() -> super.listPage(filterId, this.<T>with(filterId, more), first, most));
    }

    @Override
    public <T> T singleResult(String filterId) {
        return asOne(() -> super.singleResult(filterId, this.<T>with(filterId, null)));
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filterId, @Nullable Q more) {
        return asOne(() -> super.singleResult(filterId, this.<T>with(filterId, more)));
    }

    @Override
    public Long count(String filterId) {
        return asOne(() -> super.count(filterId, with(filterId, null)));
    }

    @Override
    public Long count(String filterId, @Nullable Query<?, ?> more) {
        return asOne(() -> super.count(filterId, with(filterId, more)));
    }

    /** Does both as one command of the engine, which reads the filter once. */
    private <T> T asOne(Supplier<T> readAndAsk) {
        return commandExecutor.execute(command -> readAndAsk.get());
    }

    /** Reads the filter without asking for the right to it, which the engine does when it asks the filter's question. */
    private @Nullable Filter read(String filterId) {
        return commandExecutor.execute(command ->
                command.runWithoutAuthorization(() -> command.getFilterManager().findFilterById(filterId)));
    }

    @SuppressWarnings("unchecked")
    private <T> Query<?, T> with(String filterId, @Nullable Query<?, ?> more) {
        var filter = read(filterId);
        var query = more instanceof TaskQueryImpl given ? given : new TaskQueryImpl();
        var shows = filter == null ? null : filter.getProperties().get(SHOWS);
        if (MINE.equals(shows)) {
            commandExecutor.execute(command -> {
                People.asking().ifPresent(person -> query.taskAssignee(person.getUserId()));
                return query;
            });
        } else if (LATE.equals(shows)) {
            var now = ClockUtil.getCurrentTime();
            Date asked = query.getDueBefore();
            query.dueBefore(asked == null || asked.after(now) ? now : asked);
        }
        return (Query<?, T>) (Query<?, ?>) query;
    }
}
