package care.handrail.canary;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Every value of every table of a database, whoever made the table. */
final class Tables {

    private static final String ALL = """
            select table_schema, table_name from information_schema.tables
            where table_type = 'BASE TABLE'
            and lower(table_schema) not in ('information_schema', 'pg_catalog')
            """;

    /** Gets one value. */
    interface Reader {

        /**
         * Reads.
         *
         * @param table in capitals
         * @param column in capitals
         * @param value text as UTF-8, anything else as it is kept or as it is written
         */
        void read(String table, String column, byte[] value);
    }

    private record Table(String schema, String name) {

        String inSql() {
            return "\"%s\".\"%s\"".formatted(schema, name);
        }
    }

    private final DataSource database;

    Tables(DataSource database) {
        this.database = database;
    }

    /** Returns the names in capitals. */
    List<String> names() {
        try (var connection = database.getConnection()) {
            return all(connection).stream()
                    .map(table -> table.name.toUpperCase(Locale.ROOT))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns how SQL names each table, with its schema. */
    List<String> inSql() {
        try (var connection = database.getConnection()) {
            return all(connection).stream().map(Table::inSql).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands on every value. */
    void forEach(Reader reader) {
        try (var connection = database.getConnection()) {
            for (var table : all(connection)) {
                read(connection, table, reader);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Table> all(Connection connection) throws SQLException {
        var tables = new ArrayList<Table>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    private static void read(Connection connection, Table table, Reader reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from " + table.inSql())) {
            var columns = rows.getMetaData();
            while (rows.next()) {
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    reader.read(
                            table.name.toUpperCase(Locale.ROOT),
                            columns.getColumnName(i).toUpperCase(Locale.ROOT),
                            value(rows, i));
                }
            }
        }
    }

    private static byte[] value(ResultSet rows, int column) throws SQLException {
        var value = rows.getObject(column);
        if (value == null) {
            return new byte[0];
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        var text = value instanceof Clob clob ? clob.getSubString(1, (int) clob.length()) : value.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
