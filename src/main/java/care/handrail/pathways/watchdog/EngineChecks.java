package care.handrail.pathways.watchdog;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked of the engine's tables, past the engine. */
final class EngineChecks {

    /** The engine's own housekeeping touches no patient, and stands still on purpose. */
    private static final String NOT_HOUSEKEEPING = "j.HANDLER_TYPE_ <> 'history-cleanup'";

    private static final String NO_OWNER = """
            select t.ID_ as ABOUT, t.PROC_INST_ID_, t.TASK_DEF_KEY_ as STEP from ACT_RU_TASK t
            where t.ASSIGNEE_ is null and t.ID_ > :after
            and not exists (select 1 from ACT_RU_IDENTITYLINK l where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate')
            order by t.ID_ limit :most
            """;

    /** The timer of a step belongs to the execution of its work item. */
    private static final String NO_DEADLINE = """
            select t.ID_ as ABOUT, t.PROC_INST_ID_, t.TASK_DEF_KEY_ as STEP from ACT_RU_TASK t
            where t.ID_ > :after
            and not exists (select 1 from ACT_RU_JOB j where j.EXECUTION_ID_ = t.EXECUTION_ID_)
            order by t.ID_ limit :most
            """;

    /**
     * Where a path stands there is a work item, a called process, or a job: a timer or the next thing to do. The timer may
     * be one of all that is around the step.
     */
    private static final String STANDSTILL = """
            select e.ID_ as ABOUT, e.PROC_INST_ID_, e.ACT_ID_ as STEP from ACT_RU_EXECUTION e
            where e.IS_ACTIVE_ = :yes and e.IS_EVENT_SCOPE_ = :no and e.ID_ > :after
            and not exists (select 1 from ACT_RU_EXECUTION c where c.PARENT_ID_ = e.ID_ and c.IS_EVENT_SCOPE_ = :no)
            and not exists (select 1 from ACT_RU_EXECUTION s where s.SUPER_EXEC_ = e.ID_)
            and not exists (select 1 from ACT_RU_TASK t where t.EXECUTION_ID_ = e.ID_)
            and not exists (select 1 from ACT_RU_JOB j where j.EXECUTION_ID_ in (e.ID_, e.PARENT_ID_))
            order by e.ID_ limit :most
            """.replace(":yes", "true").replace(":no", "false");

    /** What was planned for a moment that had passed already is late from when it was planned. */
    private static final String LATE = """
            select j.ID_ as ABOUT, j.PROCESS_INSTANCE_ID_ as PROC_INST_ID_, d.ACT_ID_ as STEP from ACT_RU_JOB j
            left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
            where (j.DUEDATE_ is null or j.DUEDATE_ < :before) and j.CREATE_TIME_ < :before
            and j.RETRIES_ > 0 and j.SUSPENSION_STATE_ = %%d and j.ID_ > :after and %s
            order by j.ID_ limit :most
            """.formatted(NOT_HOUSEKEEPING);

    private static final String FAILED = """
            select j.ID_ as ABOUT, j.PROCESS_INSTANCE_ID_ as PROC_INST_ID_, d.ACT_ID_ as STEP from ACT_RU_JOB j
            left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
            where j.RETRIES_ <= 0 and j.ID_ > :after
            order by j.ID_ limit :most
            """;

    /** A failed job has an incident as well, and is found already. An incident is passed on to calling processes. */
    private static final String INCIDENT = """
            select i.ID_ as ABOUT, i.PROC_INST_ID_, i.ACTIVITY_ID_ as STEP from ACT_RU_INCIDENT i
            where i.INCIDENT_TYPE_ <> 'failedJob' and i.CAUSE_INCIDENT_ID_ = i.ID_ and i.ID_ > :after
            order by i.ID_ limit :most
            """;

    private static final int RUNNING = 1;
    private static final int SUSPENDED = 2;

    private EngineChecks() {}

    static List<Check> all(JdbcClient database, Duration overdue) {
        return List.of(
                new TableCheck(
                        database, "work-item", "no-owner", "select count(*) from ACT_RU_TASK", NO_OWNER, Duration.ZERO),
                new TableCheck(database, "work-item", "no-deadline", null, NO_DEADLINE, Duration.ZERO),
                new TableCheck(
                        database,
                        "pathway",
                        "nothing-next",
                        "select count(*) from ACT_RU_EXECUTION where ID_ = PROC_INST_ID_",
                        STANDSTILL,
                        Duration.ZERO),
                new TableCheck(
                        database,
                        "job",
                        "overdue",
                        "select count(*) from ACT_RU_JOB",
                        LATE.formatted(RUNNING),
                        overdue),
                new TableCheck(database, "job", "suspended", null, LATE.formatted(SUSPENDED), overdue),
                new TableCheck(database, "job", "step-failed", null, FAILED, Duration.ZERO),
                new TableCheck(database, "incident", "incident", null, INCIDENT, Duration.ZERO));
    }
}
