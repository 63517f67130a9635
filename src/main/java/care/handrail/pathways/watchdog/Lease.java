package care.handrail.pathways.watchdog;

import care.handrail.shared.Ids;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets one node watch at a time. Who has the lease keeps it for as long as it renews it; another one gets it when it has
 * run out, by the time of the database.
 */
class Lease {

    private final JdbcClient database;
    private final DatabaseTime time;
    private final Duration length;
    private final String holder = name();

    Lease(JdbcClient database, DatabaseTime time, Duration length) {
        this.database = database;
        this.time = time;
        this.length = length;
    }

    /** Takes the lease or renews it, and tells whether this node has it now. */
    boolean take() {
        var now = time.now().atOffset(ZoneOffset.UTC);
        return database.sql("""
                        update WATCHDOG_LEASE set HOLDER = ?, HELD_UNTIL = ?
                        where ID = 1 and (HOLDER = ? or HOLDER is null or HELD_UNTIL < ?)
                        """).params(holder, now.plus(length), holder, now).update() == 1;
    }

    /** Gives the lease back, so that another node need not wait for its end. */
    void release() {
        database.sql("update WATCHDOG_LEASE set HOLDER = null, HELD_UNTIL = null where ID = 1 and HOLDER = ?")
                .param(holder)
                .update();
    }

    /** Returns the name of this node: process and machine, and what tells two starts of them apart. */
    String holder() {
        return holder;
    }

    private static String name() {
        var machine = ManagementFactory.getRuntimeMXBean().getName();
        return machine.substring(0, Math.min(machine.length(), 50)) + "/"
                + Ids.next().substring(0, 8);
    }
}
