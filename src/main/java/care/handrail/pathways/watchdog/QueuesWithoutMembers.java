package care.handrail.pathways.watchdog;

import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import java.time.Instant;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds queues in which work waits and whose role nobody has. */
final class QueuesWithoutMembers implements Check {

    private final JdbcClient database;
    private final StaffDirectory staff;

    QueuesWithoutMembers(JdbcClient database, StaffDirectory staff) {
        this.database = database;
        this.staff = staff;
    }

    private record Queue(String group, long waiting) {}

    @Override
    public String code() {
        return "queue-without-members";
    }

    @Override
    public long look(Instant now, Consumer<Trouble> found) {
        var queues = database.sql("""
                        select l.GROUP_ID_, count(*) as WAITING from ACT_RU_TASK t
                        join ACT_RU_IDENTITYLINK l on l.TASK_ID_ = t.ID_
                        where l.TYPE_ = 'candidate' and l.GROUP_ID_ is not null and t.ASSIGNEE_ is null
                        group by l.GROUP_ID_
                        """)
                .query((row, n) -> new Queue(row.getString(1), row.getLong(2)))
                .list();
        queues.stream()
                .filter(queue -> Role.ofGroup(queue.group())
                        .map(role -> staff.members(role).isEmpty())
                        .orElse(true))
                .forEach(queue ->
                        found.accept(Trouble.of("queue", queue.group(), code(), queue.group(), queue.waiting())));
        return queues.size();
    }
}
