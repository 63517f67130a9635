package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import care.handrail.access.DataClass;
import care.handrail.records.Entry;
import care.handrail.records.UnreadableRecordException;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of entries. Rows are added and read; what they say is never changed, only the key that it is under. */
@Component
class EntryTable {

    private static final String INSERT =
            "insert into RECORD_ENTRY (ENTRY_ID, VERSION, PATIENT_ID, EPISODE_ID, FORM, WORK_ITEM_ID, DATA_CLASS, FIELDS,"
                    + " AUTHOR, RECORDED_AT, KEY_ID, CONTENT";

    private static final int INSERTED = 12;

    private static final String WITH_KEY = " from RECORD_ENTRY e join RECORD_KEY k on k.KEY_ID = e.KEY_ID where ";

    private static final String SELECT =
            "select " + EntryRow.COLUMNS + ", e.REASON, e.CONTENT, " + WrappedKey.COLUMNS + WITH_KEY;

    private final JdbcTemplate database;
    private final DataKeys keys;

    EntryTable(JdbcTemplate database, DataKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** Adds first versions, all of one patient, with their contents in the same order. A single statement. */
    void add(DataKey key, List<EntryRow> rows, List<byte[]> contents) {
        var arguments = new ArrayList<Object>();
        for (int i = 0; i < rows.size(); i++) {
            arguments.addAll(values(rows.get(i), key, contents.get(i)));
        }
        insert(rows.get(0).patientId(), INSERT + ") values " + Sql.rows(rows.size(), INSERTED), arguments);
    }

    /** Adds a further version, which keeps the place in time of the first one. */
    void addAmendment(DataKey key, EntryRow row, byte[] content, String reason, long entryNo) {
        var arguments = values(row, key, content);
        arguments.add(key.encrypt(reason.getBytes(UTF_8), row.binding("REASON")));
        arguments.add(entryNo);
        insert(row.patientId(), INSERT + ", REASON, ENTRY_NO) values " + Sql.rows(1, INSERTED + 2), arguments);
    }

    /** The key in memory may have been removed by another node: the next try is to ask for it. */
    private void insert(String patientId, String statement, List<Object> arguments) {
        try {
            database.update(statement, arguments.toArray());
        } catch (DataIntegrityViolationException e) {
            keys.forget(patientId);
            throw e;
        }
    }

    /**
     * Returns the newest value of each wanted field within the episode. A field whose newest value belongs to a class
     * that is not asked for, or says that there is none, is absent; an older value is never given in its place.
     */
    Map<String, Object> newest(String patientId, String episodeId, Set<String> fields, Set<DataClass> classes) {
        var newest = new Newest(fields::contains);
        var arguments = new ArrayList<Object>();
        classes.forEach(dataClass -> arguments.add(dataClass.code()));
        arguments.add(episodeId);
        arguments.add(patientId);
        database.query(
                "select " + EntryRow.COLUMNS + ", case when e.DATA_CLASS in (" + Sql.marks(classes.size())
                        + ") then e.CONTENT end as CONTENT, " + WrappedKey.COLUMNS + WITH_KEY
                        + "e.EPISODE_ID = ? and e.PATIENT_ID = ? order by e.ENTRY_NO desc, e.VERSION desc",
                newest::take,
                arguments.toArray());
        return newest.values();
    }

    /**
     * Returns the newest value of every field in the classes, over all episodes, by patient id.
     *
     * @param unreadable is told the patient of whom an entry cannot be read, and why; what is returned of them lacks it
     */
    Map<String, Map<String, Object>> newest(
            Collection<String> patientIds,
            Set<DataClass> classes,
            BiConsumer<String, UnreadableRecordException> unreadable) {
        var newest = new HashMap<String, Newest>();
        var arguments = new ArrayList<Object>(patientIds);
        classes.forEach(dataClass -> arguments.add(dataClass.code()));
        database.query(
                "select " + EntryRow.COLUMNS + ", e.CONTENT, " + WrappedKey.COLUMNS + WITH_KEY + "e.PATIENT_ID in ("
                        + Sql.marks(patientIds.size()) + ") and e.DATA_CLASS in (" + Sql.marks(classes.size())
                        + ") order by e.ENTRY_NO desc, e.VERSION desc",
                row -> {
                    var patientId = row.getString("PATIENT_ID");
                    try {
                        newest.computeIfAbsent(patientId, id -> new Newest(field -> true))
                                .take(row);
                    } catch (UnreadableRecordException e) {
                        unreadable.accept(patientId, e);
                    }
                },
                arguments.toArray());
        var values = new LinkedHashMap<String, Map<String, Object>>();
        newest.forEach((patientId, found) -> values.put(patientId, found.values()));
        return values;
    }

    /** Returns the newest version of each entry of the episode in the classes, oldest entry first. */
    List<Entry> ofEpisode(String episodeId, Set<DataClass> classes) {
        var arguments = new ArrayList<Object>();
        arguments.add(episodeId);
        classes.forEach(dataClass -> arguments.add(dataClass.code()));
        var seen = new HashSet<String>();
        var entries = new ArrayList<Entry>();
        database.query(
                SELECT + "e.EPISODE_ID = ? and e.DATA_CLASS in (" + Sql.marks(classes.size())
                        + ") order by e.ENTRY_NO, e.VERSION desc",
                row -> {
                    if (seen.add(row.getString("ENTRY_ID"))) {
                        entries.add(entry(row));
                    }
                },
                arguments.toArray());
        return entries;
    }

    /** Returns every version of each entry of the patient in the classes, the newest entry and its newest version first. */
    List<Entry> ofPatient(String patientId, Set<DataClass> classes) {
        var arguments = new ArrayList<Object>();
        arguments.add(patientId);
        classes.forEach(dataClass -> arguments.add(dataClass.code()));
        return database.query(
                SELECT + "e.PATIENT_ID = ? and e.DATA_CLASS in (" + Sql.marks(classes.size())
                        + ") order by e.ENTRY_NO desc, e.VERSION desc",
                (row, n) -> entry(row),
                arguments.toArray());
    }

    /** Returns every version of the entry, the first one first. */
    List<Entry> versions(String entryId) {
        return database.query(SELECT + "e.ENTRY_ID = ? order by e.VERSION", (row, n) -> entry(row), entryId);
    }

    /** Returns whose entry it is. */
    Optional<String> patientOf(String entryId) {
        return database
                .queryForList(
                        "select PATIENT_ID from RECORD_ENTRY where ENTRY_ID = ? and VERSION = 1", String.class, entryId)
                .stream()
                .findFirst();
    }

    /** Writes up to so many rows anew that are encrypted under the former key, and tells how many there were. */
    int rewrite(String formerKeyId, DataKey current, int atMost) {
        var found = database.query(
                SELECT + "e.KEY_ID = ? order by e.ENTRY_ID, e.VERSION limit ?",
                (row, n) -> {
                    var about = EntryRow.from(row);
                    var reason = row.getBytes("REASON");
                    return new Object[] {
                        current.id(),
                        current.encrypt(decrypted(row, about, "CONTENT"), about.binding("CONTENT")),
                        reason == null
                                ? null
                                : current.encrypt(decrypted(row, about, "REASON"), about.binding("REASON")),
                        about.entryId(),
                        about.version()
                    };
                },
                formerKeyId,
                atMost);
        database.batchUpdate(
                "update RECORD_ENTRY set KEY_ID = ?, CONTENT = ?, REASON = ? where ENTRY_ID = ? and VERSION = ?",
                found);
        return found.size();
    }

    /** Keeps all versions of the entries of the episode under another name, and so under that one's key. */
    void move(String episodeId, String from, String to, DataKey key) {
        var found = database.query(
                SELECT + "e.EPISODE_ID = ? and e.PATIENT_ID = ?",
                (row, n) -> {
                    var about = EntryRow.from(row);
                    var moved = about.of(to);
                    var reason = row.getBytes("REASON");
                    return new Object[] {
                        to,
                        key.id(),
                        key.encrypt(decrypted(row, about, "CONTENT"), moved.binding("CONTENT")),
                        reason == null ? null : key.encrypt(decrypted(row, about, "REASON"), moved.binding("REASON")),
                        about.entryId(),
                        about.version()
                    };
                },
                episodeId,
                from);
        database.batchUpdate(
                "update RECORD_ENTRY set PATIENT_ID = ?, KEY_ID = ?, CONTENT = ?, REASON = ?"
                        + " where ENTRY_ID = ? and VERSION = ?",
                found);
    }

    /** Returns the entry's place in time. */
    long entryNo(String entryId) {
        Long number = database.queryForObject(
                "select ENTRY_NO from RECORD_ENTRY where ENTRY_ID = ? and VERSION = 1", Long.class, entryId);
        return number == null ? 0 : number;
    }

    /** Returns the field keys that entries of the patient after the place in time hold. */
    Set<String> fieldsAfter(String patientId, long entryNo) {
        var fields = new HashSet<String>();
        database.query(
                "select distinct FIELDS from RECORD_ENTRY where PATIENT_ID = ? and ENTRY_NO > ?",
                row -> {
                    fields.addAll(List.of(row.getString("FIELDS").split(",")));
                },
                patientId,
                entryNo);
        return fields;
    }

    private static List<Object> values(EntryRow row, DataKey key, byte[] content) {
        var values = new ArrayList<Object>();
        values.add(row.entryId());
        values.add(row.version());
        values.add(row.patientId());
        values.add(row.episodeId());
        values.add(row.form());
        values.add(row.workItemId());
        values.add(row.dataClass().code());
        values.add(row.fields());
        values.add(row.author());
        values.add(row.recordedAt().atOffset(ZoneOffset.UTC));
        values.add(key.id());
        values.add(key.encrypt(content, row.binding("CONTENT")));
        return values;
    }

    private Entry entry(ResultSet row) throws SQLException {
        var about = EntryRow.from(row);
        byte @Nullable [] reason = row.getBytes("REASON");
        return new Entry(
                about.entryId(),
                about.version(),
                about.patientId(),
                about.episodeId(),
                about.form(),
                about.workItemId(),
                about.dataClass(),
                Content.read(decrypted(row, about, "CONTENT")),
                about.author(),
                about.recordedAt(),
                reason == null ? null : new String(decrypted(row, about, "REASON"), UTF_8));
    }

    private byte[] decrypted(ResultSet row, EntryRow about, String column) throws SQLException {
        try {
            return keys.unwrapped(WrappedKey.from(row)).cipher().decrypt(row.getBytes(column), about.binding(column));
        } catch (GeneralSecurityException e) {
            throw new UnreadableRecordException("Entry " + about.entryId(), e);
        }
    }

    /** Collects values from rows that come newest first, and decrypts only those that still add something. */
    private final class Newest {

        private final Predicate<String> wanted;
        private final Set<String> seenEntries = new HashSet<>();
        private final Set<String> settled = new HashSet<>();
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Newest(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        private void take(ResultSet row) throws SQLException {
            var about = EntryRow.from(row);
            if (!seenEntries.add(about.entryId())) {
                return;
            }
            var adds = about.fieldKeys().stream()
                    .filter(wanted)
                    .filter(field -> !settled.contains(field))
                    .toList();
            if (adds.isEmpty()) {
                return;
            }
            settled.addAll(adds);
            if (row.getBytes("CONTENT") == null) {
                return;
            }
            var content = Content.read(decrypted(row, about, "CONTENT"));
            for (var field : adds) {
                var value = content.get(field);
                if (value != null && !Content.isEmpty(value)) {
                    values.put(field, value);
                }
            }
        }

        private Map<String, Object> values() {
            return values;
        }
    }
}
