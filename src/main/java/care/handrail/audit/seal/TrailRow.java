package care.handrail.audit.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of the trail as it is sealed and exported.
 *
 * @param json every column that has a value, as canonical JSON
 */
record TrailRow(long eventNo, Instant happenedAt, String json) {

    /**
     * Reads the row whose columns begin at the given one and go on to the last. All columns are read, so that none that
     * is added later stays outside of the seal.
     */
    static TrailRow read(ResultSet row, int firstColumn) throws SQLException {
        var columns = row.getMetaData();
        var members = new TreeMap<String, Object>();
        for (int i = firstColumn; i <= columns.getColumnCount(); i++) {
            var value = plain(row.getObject(i));
            if (value != null) {
                members.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return of(members);
    }

    /** Returns the row with these values by the names of their columns in lower case. */
    static TrailRow of(TreeMap<String, Object> members) {
        return new TrailRow(
                (Long) Objects.requireNonNull(members.get("event_no")),
                Instant.parse((String) Objects.requireNonNull(members.get("happened_at"))),
                CanonicalJson.of(members));
    }

    byte[] leaf() {
        return MerkleTree.leaf(json);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Timestamp moment) {
            return moment.toInstant().toString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant().toString();
        }
        return value;
    }
}
