package care.handrail.pathways.engine;

import care.handrail.shared.WorkingCalendar;
import care.handrail.shared.WorkingCalendars;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;

/** The clinic's service levels over two made-up sites, for a test engine of another package. */
public final class TestServiceLevels {

    private final WorkingCalendar calendar = WorkingCalendars.northAndSouth();

    /** Returns what teaches an engine working time, priorities and late steps. */
    public ProcessEnginePlugin plugin() {
        return new ServiceLevelPlugin(calendar);
    }

    /** Returns what diagrams call {@code serviceLevel}. */
    public ServiceLevelExpressions expressions() {
        return new ServiceLevel(calendar, new ReleaseTables());
    }
}
