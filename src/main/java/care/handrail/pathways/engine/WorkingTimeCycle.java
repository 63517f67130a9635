package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.NullUnmarked;

/**
 * The engine's calendar for repeating timers, which also knows repeats in working time.
 *
 * <p>The engine asks it with the same text when the timer is made and each time it fires, always without a start date;
 * the answer is the next moment after now.
 */
@NullUnmarked
class WorkingTimeCycle extends CycleBusinessCalendar {

    private final WorkingCalendar calendar;

    WorkingTimeCycle(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public Date resolveDuedate(String description, Date startDate, long repeatOffset) {
        if (!FiringSeries.isOne(description)) {
            return super.resolveDuedate(description, startDate, repeatOffset);
        }
        var now = startDate == null ? ClockUtil.getCurrentTime() : startDate;
        Instant next =
                FiringSeries.parse(description).firstAfter(now.toInstant().minusMillis(repeatOffset), calendar);
        return Date.from(next.plusMillis(repeatOffset));
    }
}
