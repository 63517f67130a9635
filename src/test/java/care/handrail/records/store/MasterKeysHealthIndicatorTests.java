package care.handrail.records.store;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.shared.Ids;
import care.handrail.testing.RoomDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.JdbcTemplate;

class MasterKeysHealthIndicatorTests {

    private static final String[] TABLES = {"records/001-records", "records/002-several-keys"};

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return RoomDatabase.h2(TABLES);
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return RoomDatabase.postgres(TABLES);
        }
    }

    abstract static class Behaviour {

        private final JdbcTemplate rows = new JdbcTemplate(database());
        private final MasterKey given = key(1);
        private final MasterKey other = key(2);
        private final MasterKey never = key(3);

        abstract DataSource database();

        @Test
        void isUpWhileEveryKeyInUseWasGiven() {
            var node = node(given, other);
            assertThat(node.health().getStatus()).isEqualTo(Status.UP);

            patientUnder(other.id());
            patientUnder(WrappedKey.SHREDDED);

            assertThat(node.health().getStatus()).isEqualTo(Status.UP);
        }

        @Test
        void isDownAndNamesTheKeyThatAnotherNodeWritesWith() {
            var node = node(given);
            patientUnder(given.id());
            patientUnder(other.id());
            patientUnder(never.id());

            assertThat(node.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(node.health().getDetails().get("missing"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrder(other.id(), never.id());
        }

        private MasterKeysHealthIndicator node(MasterKey primary, MasterKey... others) {
            return new MasterKeysHealthIndicator(new MasterKeys(primary, List.of(others)), rows);
        }

        private void patientUnder(String masterKeyId) {
            var patient = Ids.next();
            rows.update(
                    "insert into RECORD_KEY (KEY_ID, PATIENT_ID, CURRENT_FOR, MASTER_KEY_ID, WRAPPED_KEY, MADE_AT)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    Ids.next(),
                    patient,
                    patient,
                    masterKeyId,
                    new byte[0],
                    Instant.EPOCH.atOffset(ZoneOffset.UTC));
        }

        private static MasterKey key(int filledWith) {
            var secret = new byte[32];
            Arrays.fill(secret, (byte) filledWith);
            return new MasterKey(secret);
        }
    }
}
