package care.handrail.audit.seal;

import static care.handrail.audit.seal.TrailOnDatabase.CHANGELOGS;
import static care.handrail.audit.seal.TrailOnDatabase.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.RoomDatabase;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What the clinic's account may do to the trail when another account owns the tables. */
class RuntimeAccountTests {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static RoomDatabase.TwoAccounts accounts;
    private static DataSource source;
    private static JdbcTemplate clinic;

    @BeforeAll
    static void open() {
        accounts = RoomDatabase.postgresWithTwoAccounts(CHANGELOGS);
        source = accounts.runtime();
        clinic = new JdbcTemplate(source);
        write();
    }

    @Test
    void writesSealsAndChecksTheTrail() {
        write();
        new Sealer(clinic, new CheckpointTable(clinic), KEY, new JdbcTransactionManager(source)).sealAll(Instant.now());

        var checked = new Verifier(source, TrailOnDatabase.trusted(KEY)).verify(null, Instant.now());

        assertThat(checked.findings()).isEmpty();
        assertThat(checked.events()).isPositive();
        assertThat(checked.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "AUDIT_EVENT, USER_ID = 'x'",
        "AUDIT_LEAF, BATCH_NO = 1",
        "AUDIT_CHECKPOINT, EVENTS = 1",
        "AUDIT_CHECKPOINT_SENT, BATCH_NO = 1"
    })
    void canNeitherChangeNorRemoveARow(String table, String change) {
        assertRefused("update " + table + " set " + change);
        assertRefused("delete from " + table);
        assertRefused("truncate table " + table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table AUDIT_EVENT disable trigger all",
                "drop trigger AUDIT_EVENT_APPEND_ONLY on AUDIT_EVENT",
                "create or replace function AUDIT_EVENT_REFUSE_CHANGE() returns trigger language plpgsql as 'begin return old; end'",
                "drop table AUDIT_EVENT",
                "set session_replication_role = replica"
            })
    void cannotRemoveWhatGuardsTheTrail(String attempt) {
        assertRefused(attempt);
    }

    @Test
    void losesAtTheNextStartWhatSomebodyGaveIt() {
        new JdbcTemplate(accounts.owner()).execute("grant all on AUDIT_EVENT to handrail");

        RoomDatabase.migrate(accounts.owner(), CHANGELOGS);

        canNeitherChangeNorRemoveARow("AUDIT_EVENT", "USER_ID = 'x'");
        assertRefused("create trigger MINE before insert on AUDIT_EVENT execute function AUDIT_EVENT_REFUSE_CHANGE()");
    }

    private static void write() {
        clinic.update("insert into AUDIT_EVENT (HAPPENED_AT, USER_ID, ROLES, KIND, OUTCOME, OBJECT)"
                + " values (current_timestamp, 'nurse', '', 'FORM_VIEWED', 'ALLOWED', 'form:CaptureDetails')");
    }

    private static void assertRefused(String statement) {
        assertThatThrownBy(() -> clinic.execute(statement))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }
}
