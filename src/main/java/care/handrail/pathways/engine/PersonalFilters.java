package care.handrail.pathways.engine;

import java.util.Date;
import java.util.List;
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
        return super.list(filterId, this.<T>with(filterId, null));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filterId, @Nullable Q more) {
        return super.list(filterId, this.<T>with(filterId, more));
    }

    @Override
    public <T> List<T> listPage(String filterId, int first, int most) {
        return super.listPage(filterId, this.<T>with(filterId, null), first, most);
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(String filterId, @Nullable Q more, int first, int most) {
        return super.listPage(filterId, this.<T>with(filterId, more), first, most);
    }

    @Override
    public <T> T singleResult(String filterId) {
        return super.singleResult(filterId, this.<T>with(filterId, null));
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filterId, @Nullable Q more) {
        return super.singleResult(filterId, this.<T>with(filterId, more));
    }

    @Override
    public Long count(String filterId) {
        return super.count(filterId, with(filterId, null));
    }

    @Override
    public Long count(String filterId, @Nullable Query<?, ?> more) {
        return super.count(filterId, with(filterId, more));
    }

    @SuppressWarnings("unchecked")
    private <T> Query<?, T> with(String filterId, @Nullable Query<?, ?> more) {
        var filter = getFilter(filterId);
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
