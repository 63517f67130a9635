package care.handrail.walk;

import care.handrail.testing.TestStaff;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which of many things are closed, which are open, and which are lost. A thing is closed when its row says how a person ended
 * it. It is open when its process runs, and each place where that waits has a deadline, and an owner where it waits for a
 * person. Whatever is neither is lost.
 *
 * <p>Reads the tables beside the program, the watchdog too, so that it does not share an error with them.
 */
record Balance(int closed, int open, List<String> lost) {

    /** What can be lost: its process, its table, and when a row of it is properly closed. */
    enum Kind {
        REFERRAL_TO_US("InboundReferral", "HR_INBOUND_REFERRAL", "STATE = 'ANSWERED' and TRIAGE is not null"),
        REFERRAL("OutboundReferral", "HR_OUTBOUND_REFERRAL", "ENDED_AT is not null and ENDED_BY in (" + CLINICAL + ")"),
        RESULT(
                "ResultReview",
                "HR_RESULT",
                "STATE = 'CLOSED' and CLOSED_BY in (" + CLINICAL + ")"
                        // Into nobody's record: the sender has it back with the reason. Or a newer version took its
                        // place,
                        // which is a thing of its own.
                        + " or STATE = 'SENT_BACK' and SEND_BACK_REASON is not null"
                        + " or STATE = 'SUPERSEDED' and SUPERSEDED_BY in (select ID from HR_RESULT)");

        private final String process;
        private final String table;
        private final String closed;

        Kind(String process, String table, String closed) {
            this.process = process;
            this.table = table;
            this.closed = closed;
        }

        String table() {
            return table;
        }
    }

    private static final String CLINICAL = TestStaff.roles().entrySet().stream()
            .filter(person -> person.getValue().isClinical())
            .map(person -> "'" + person.getKey() + "'")
            .collect(Collectors.joining(", "));

    /**
     * Looks where each thing is.
     *
     * @param things kind by id, as whoever sent them in knows them
     * @param others instances that have nothing to do with them; those of all others are looked at too, whatever they are about
     */
    static Balance of(Map<String, Kind> things, Set<String> others, JdbcTemplate rows) {
        var closed = new HashSet<String>();
        var running = new HashSet<String>();
        for (var kind : Set.copyOf(things.values())) {
            closed.addAll(ids(rows, "select ID from " + kind.table + " where " + kind.closed));
            running.addAll(ids(
                    rows,
                    "select x.BUSINESS_KEY_ from ACT_RU_EXECUTION x join ACT_RE_PROCDEF d on d.ID_ = x.PROC_DEF_ID_"
                            + " where x.PARENT_ID_ is null and x.SUPER_EXEC_ is null and d.KEY_ = ?",
                    kind.process));
        }
        var lost = new ArrayList<String>();
        things.forEach((id, kind) -> {
            if (!closed.contains(id) && !running.contains(id)) {
                var state = rows.queryForList("select STATE from " + kind.table + " where ID = ?", String.class, id);
                lost.add(kind + " " + id + " in state " + state + " is neither closed nor running");
            }
        });
        lost.addAll(waitingInVain(others, rows));
        var done = (int) things.keySet().stream().filter(closed::contains).count();
        return new Balance(done, things.size() - done, lost);
    }

    /** Returns the places where a process waits and nobody and nothing will ever move it on. */
    private static List<String> waitingInVain(Set<String> others, JdbcTemplate rows) {
        // What is due at the edge of a step tells that it is late; it does not do it.
        var planned = ids(rows, """
                select j.EXECUTION_ID_ from ACT_RU_JOB j join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
                where j.RETRIES_ > 0 and j.SUSPENSION_STATE_ = 1 and d.ACT_ID_ not like 'BoundaryEvent%'
                """);
        var owned = ids(rows, """
                select t.ID_ from ACT_RU_TASK t where t.ASSIGNEE_ in (select ID_ from ACT_ID_USER)
                union select l.TASK_ID_ from ACT_RU_IDENTITYLINK l
                  join ACT_ID_MEMBERSHIP m on m.GROUP_ID_ = l.GROUP_ID_ where l.TYPE_ = 'candidate'
                """);
        var parents = new HashMap<String, String>();
        rows.query("select ID_, PARENT_ID_ from ACT_RU_EXECUTION where PARENT_ID_ is not null", row -> {
            parents.put(row.getString(1), row.getString(2));
        });
        var inVain = new ArrayList<String>();
        rows.query("""
                select x.ID_, x.PROC_INST_ID_, x.ACT_ID_, x.BUSINESS_KEY_, t.ID_ as TASK, t.DUE_DATE_, t.TASK_DEF_KEY_
                from ACT_RU_EXECUTION x left join ACT_RU_TASK t on t.EXECUTION_ID_ = x.ID_
                where not exists (select 1 from ACT_RU_EXECUTION c where c.PARENT_ID_ = x.ID_)
                  and not exists (select 1 from ACT_RU_EXECUTION c where c.SUPER_EXEC_ = x.ID_)
                """, row -> {
            var task = row.getString("TASK");
            Timestamp due = row.getTimestamp("DUE_DATE_");
            var place = row.getString("PROC_INST_ID_") + " at " + row.getString("ACT_ID_");
            if (others.contains(row.getString("PROC_INST_ID_"))) {
                return;
            }
            if (task == null && !isPlanned(row.getString("ID_"), planned, parents)) {
                inVain.add(place + " has no deadline");
            }
            if (task != null && due == null) {
                inVain.add(place + " has no due date");
            }
            if (task != null && !owned.contains(task)) {
                inVain.add(place + " has no owner");
            }
        });
        return inVain;
    }

    /** A deadline of a step belongs to the place where it waits, or to one around it. */
    private static boolean isPlanned(String place, Set<String> planned, Map<String, String> parents) {
        for (var around = place; around != null; around = parents.get(around)) {
            if (planned.contains(around)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> ids(JdbcTemplate rows, String sql, Object... values) {
        Collection<String> found = rows.queryForList(sql, String.class, values);
        return new HashSet<>(found);
    }
}
