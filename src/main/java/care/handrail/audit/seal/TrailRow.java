package care.handrail.audit.seal;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/**
 * A row of the trail as it is sealed and exported.
 *
 * @param json every column that has a value, as canonical JSON
 */
record TrailRow(long eventNo, Instant happenedAt, String json) {

    private static final String NUMBER = "event_no";
    private static final String TIME = "happened_at";

    /**
     * Returns what reads the rows of one result, whose columns begin at the given one and go on to the last. All columns
     * are read, so that none that is added later stays outside of the seal.
     */
    static RowMapper<TrailRow> reader(int firstColumn) {
        return new RowMapper<>() {
            private @Nullable Columns columns;

            @Override
            public TrailRow mapRow(ResultSet row, int number) throws SQLException {
                if (columns == null) {
                    columns = Columns.of(row.getMetaData(), firstColumn);
                }
                return columns.row(columns.values(row));
            }
        };
    }

    /** Returns the row with these values by the names of their columns in lower case. */
    static TrailRow of(TreeMap<String, Object> members) {
        return new TrailRow(
                (Long) Objects.requireNonNull(members.get(NUMBER)),
                Instant.parse((String) Objects.requireNonNull(members.get(TIME))),
                CanonicalJson.of(members));
    }

    byte[] leaf() {
        return MerkleTree.leaf(json);
    }

    /**
     * The columns of a result in the order of their names, which is found out once and not for each row.
     *
     * @param places where each stands in the result
     * @param moments whether each is a moment
     */
    record Columns(List<String> names, int[] places, boolean[] moments) {

        static Columns of(ResultSetMetaData result, int first) throws SQLException {
            var names = new TreeMap<String, Integer>();
            for (int i = first; i <= result.getColumnCount(); i++) {
                names.put(result.getColumnLabel(i).toLowerCase(Locale.ROOT), i);
            }
            var places = names.values().stream().mapToInt(place -> place).toArray();
            var moments = new boolean[places.length];
            for (int i = 0; i < places.length; i++) {
                int type = result.getColumnType(places[i]);
                moments[i] = type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE;
            }
            return new Columns(List.copyOf(names.keySet()), places, moments);
        }

        /** Takes the values of a row out of the result. */
        @Nullable
        Object[] values(ResultSet row) throws SQLException {
            var values = new Object[places.length];
            for (int i = 0; i < places.length; i++) {
                values[i] = moments[i] ? row.getObject(places[i], OffsetDateTime.class) : row.getObject(places[i]);
            }
            return values;
        }

        /** Tells whether the values are those of a row; an outer join also gives rows of nothing. */
        boolean isRow(@Nullable Object[] values) {
            return values[names.indexOf(NUMBER)] != null;
        }

        /** Makes the row of what was taken out. */
        TrailRow row(@Nullable Object[] values) {
            var at = Instant.MIN;
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof OffsetDateTime moment) {
                    var instant = moment.toInstant();
                    values[i] = instant.toString();
                    at = names.get(i).equals(TIME) ? instant : at;
                }
            }
            long number = (Long) Objects.requireNonNull(values[names.indexOf(NUMBER)]);
            return new TrailRow(number, at, CanonicalJson.of(names, values));
        }
    }
}
