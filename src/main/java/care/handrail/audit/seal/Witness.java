package care.handrail.audit.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Remembers the rows that this node wrote until it has seen each of them sealed as it was written. That is how a row is
 * missed that somebody changes or removes before its batch is sealed; what the memory of a node that dies held is lost.
 */
@Component
public class Witness {

    /** A sealed batch that is not seen after this long means that the row is gone, or that nobody seals. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the object of a record of damage begins with; the row's number follows. */
    static final String ROW = "trail:row-";

    /** When nobody seals, the memory does not grow without end. */
    private static final int MOST = 100_000;

    private final Map<Long, Written> remembered = new ConcurrentHashMap<>();
    private final JdbcTemplate database;

    Witness(JdbcTemplate database) {
        this.database = database;
    }

    /** A row that is not what this node wrote. */
    record Damage(long event, String what) {}

    /**
     * Remembers a row that was committed.
     *
     * @param members its values by the names of the columns in lower case; null values are left out
     */
    public void wrote(TreeMap<String, Object> members) {
        if (remembered.size() < MOST) {
            var row = TrailRow.of(members);
            remembered.put(row.eventNo(), new Written(row.leaf(), row.happenedAt()));
        }
    }

    /** Forgets what was sealed as it was written, and returns what was not. */
    List<Damage> compare(Instant now) {
        var snapshot = new TreeMap<>(remembered);
        var sealed = new HashMap<Long, byte[]>();
        read(
                "EVENT_NO, LEAF_HASH from AUDIT_LEAF",
                snapshot,
                row -> sealed.put(row.getLong("EVENT_NO"), row.getBytes("LEAF_HASH")));
        var damage = new ArrayList<Damage>();
        var overdue = new TreeMap<Long, Written>();
        snapshot.forEach((event, written) -> {
            var leaf = sealed.get(event);
            if (leaf != null) {
                remembered.remove(event);
                if (!Arrays.equals(leaf, written.leaf())) {
                    damage.add(new Damage(event, "changed-before-sealing"));
                }
            } else if (written.at().isBefore(now.minus(PATIENCE))) {
                overdue.put(event, written);
            }
        });
        var there = new HashSet<Long>();
        read("EVENT_NO from AUDIT_EVENT", overdue, row -> there.add(row.getLong("EVENT_NO")));
        overdue.keySet().stream().filter(event -> !there.contains(event)).forEach(event -> {
            remembered.remove(event);
            damage.add(new Damage(event, "removed-before-sealing"));
        });
        return damage;
    }

    /** Reads the rows between the lowest and the highest number, whoever wrote them. */
    private void read(String what, SortedMap<Long, Written> numbers, RowCallbackHandler reader) {
        if (!numbers.isEmpty()) {
            database.query(
                    "select " + what + " where EVENT_NO between ? and ?",
                    reader,
                    numbers.firstKey(),
                    numbers.lastKey());
        }
    }

    int remembered() {
        return remembered.size();
    }

    private record Written(byte[] leaf, Instant at) {}
}
