package care.handrail.records.store;

import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Documents;
import care.handrail.records.RecordKeys;
import care.handrail.records.Records;
import care.handrail.records.SearchKind;
import care.handrail.records.ShreddedRecordException;
import care.handrail.records.ShreddingReason;
import care.handrail.records.ShreddingRefusedException;
import care.handrail.records.Shreddings;
import care.handrail.records.UnreadableRecordException;
import care.handrail.shared.Ids;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.RoomDatabase;
import care.handrail.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** One patient's record is destroyed: nothing is left of it, and no backup brings it back. */
class ShreddingTests {

    private static final String[] TABLES = {
        "records/001-records",
        "records/002-several-keys",
        "records/003-shredding",
        "records/004-sealed-shredding",
        "records/005-documents",
        "records/006-uploads"
    };

    private static final byte[] SCAN = "Zebedee Quillfeather, left knee".getBytes(UTF_8);

    private static final String MASTER = Base64.getEncoder().encodeToString(new byte[MasterKey.BYTES]);

    @Nested
    class OnH2 extends Behaviour {

        @Override
        DataSource newDatabase() {
            return h2(home.resolve("clinic"));
        }

        @Override
        DataSource backup() throws IOException {
            Files.copy(home.resolve("clinic.mv.db"), home.resolve("backup.mv.db"));
            return h2(home.resolve("backup"));
        }

        private static DataSource h2(Path file) {
            var database = new JdbcDataSource();
            database.setUrl("jdbc:h2:file:" + file);
            RoomDatabase.migrate(database, TABLES);
            return database;
        }
    }

    /** Without a pool: a node that stops would close it, and a database that is copied must have no connection. */
    @Nested
    class OnPostgres extends Behaviour {

        private final String name = "shredding_" + Ids.next().replace("-", "");

        @Override
        DataSource newDatabase() {
            new JdbcTemplate(TestDatabase.postgres().getPostgresDatabase()).execute("create database " + name);
            var database = TestDatabase.postgres().getDatabase("postgres", name);
            RoomDatabase.migrate(database, TABLES);
            return database;
        }

        @Override
        DataSource backup() {
            new JdbcTemplate(TestDatabase.postgres().getPostgresDatabase())
                    .execute("create database " + name + "_backup template " + name);
            return TestDatabase.postgres().getDatabase("postgres", name + "_backup");
        }
    }

    abstract static class Behaviour {

        @TempDir
        Path home;

        DataSource clinic;

        private final AuditNotes audit = new AuditNotes();
        private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>();

        abstract DataSource newDatabase();

        /** Returns a copy of the clinic's database as it is now, as a restored backup would be. */
        abstract DataSource backup() throws IOException;

        @BeforeEach
        void start() {
            clinic = newDatabase();
        }

        @AfterEach
        void stop() {
            nodes.forEach(AnnotationConfigApplicationContext::close);
            nodes.clear();
        }

        @Test
        void nothingIsLeftOfThePatientAndAllOfTheOthers() {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var other = person(node, "07700900002");

            shred(node, gone);

            absent(node, gone, "07700900001");
            present(node, other, "07700900002");
            for (var table : List.of("RECORD_ENTRY", "RECORD_DRAFT", "RECORD_SEARCH_TERM", "RECORD_DOCUMENT")) {
                assertThat(jdbc(clinic)
                                .queryForList("select * from " + table + " where PATIENT_ID = ?", gone.patientId()))
                        .as(table)
                        .isEmpty();
            }
            assertThat(jdbc(clinic)
                            .queryForMap(
                                    "select MASTER_KEY_ID, SECRETS_ID from RECORD_KEY where PATIENT_ID = ?",
                                    gone.patientId()))
                    .containsEntry("MASTER_KEY_ID", "shredded")
                    .containsEntry("SECRETS_ID", null);
            assertThat(audit.events)
                    .filteredOn(event -> event.kind() == Kind.RECORD_SHREDDED)
                    .singleElement()
                    .extracting(AuditEvent::patientId, AuditEvent::detail)
                    .containsExactly(gone.patientId(), "RETENTION_ENDED, asked by carla");
        }

        @Test
        void aRestoredBackupDoesNotBringThePatientBack() throws IOException {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var other = person(node, "07700900002");
            stop();
            var restored = backup();
            shred(node(clinic), gone);
            stop();

            unreadable(restored, gone);
            readable(restored, other);
            var started = node(restored);
            absent(started, gone, "07700900001");
            present(started, other, "07700900002");
            assertThat(audit.events)
                    .filteredOn(event -> event.kind() == Kind.RECORD_SHREDDED
                            && gone.patientId().equals(event.patientId()))
                    .extracting(AuditEvent::detail)
                    .last()
                    .isEqualTo("again, after a backup was restored");
        }

        @Test
        void aBackupFromBeforeAKeyWasMadeNewDoesNotBringThePatientBackEither() throws IOException {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var other = person(node, "07700900002");
            stop();
            var restored = backup();
            var later = node(clinic);
            as("adam", Role.ADMINISTRATOR, () -> later.getBean(RecordKeys.class).renew(null));
            later.getBean(KeyWork.class).work();
            shred(later, gone);
            stop();

            unreadable(restored, gone);
            readable(restored, other);
            var started = node(restored);
            absent(started, gone, "07700900001");
            present(started, other, "07700900002");
        }

        @Test
        void aFileThatABackupHoldsAsNobodysGoesWithThePatientWhoseItTurnedOutToBe() throws IOException {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var arrived = Ids.next();
            node.getBean(Documents.class)
                    .keepUnassigned(arrived, "letter", "text/plain", "letter.txt", SCAN, "reception");
            stop();
            var restored = backup();
            assertThat(rawDocuments(restored).content(arrived)).isEqualTo(SCAN);
            var later = node(clinic);
            later.getBean(Documents.class).assign(arrived, gone.patientId());
            shred(later, gone);
            stop();

            assertThatThrownBy(() -> rawDocuments(restored).content(arrived))
                    .isInstanceOf(UnreadableRecordException.class);
            var started = node(restored);
            assertThat(started.getBean(Documents.class).find(arrived)).isEmpty();
        }

        @Test
        void anOlderCopyOfTheSecretsThatIsPutBackIsMendedAtTheStart() throws IOException {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var older = Files.readString(secrets());
            shred(node, gone);
            stop();
            Files.writeString(secrets(), older);

            node(clinic);

            assertThat(Files.readString(secrets())).isNotEqualTo(older);
            assertThat(jdbc(clinic)
                            .queryForList(
                                    "select KEY_ID from RECORD_PAST_KEY where SHREDDED_AT is not null", String.class))
                    .isNotEmpty()
                    .allMatch(PatientSecrets.open(secrets())::areDestroyed);
        }

        @Test
        void aSecretThatCouldNotBeDestroyedGoesAtTheNextTry() throws IOException {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var whole = Files.readString(secrets());
            Files.delete(secrets());

            shred(node, gone);

            absent(node, gone, "07700900001");
            Files.writeString(secrets(), whole);
            node.getBean(KeyWork.class).work();
            assertThat(Files.readString(secrets())).isNotEqualTo(whole);
        }

        @Test
        void whoeverCanWriteToTheDatabaseDestroysNothingThatABackupHolds() throws IOException {
            var node = node(clinic);
            var person = person(node, "07700900001");
            var whole = Files.readString(secrets());
            jdbc(clinic)
                    .update("insert into RECORD_PAST_KEY (KEY_ID, PATIENT_ID, SHREDDED_AT)"
                            + " select KEY_ID, PATIENT_ID, MADE_AT from RECORD_KEY");

            node.getBean(KeyWork.class).work();
            jdbc(clinic).update("update RECORD_PAST_KEY set SEAL = ?", new byte[32]);
            node.getBean(KeyWork.class).work();

            assertThat(Files.readString(secrets())).isEqualTo(whole);
            present(node(clinic), person, "07700900001");
        }

        @Test
        void anOlderCopyOfTheSecretsIsMendedAlsoAfterAChangeOfTheMasterKey() throws IOException {
            var node = node(clinic);
            var gone = person(node, "07700900001");
            var older = Files.readString(secrets());
            shred(node, gone);
            var next = Base64.getEncoder().encodeToString("another master key of the clinic".getBytes(UTF_8));
            node(clinic, next, MASTER).getBean(KeyWork.class).work();
            stop();
            Files.writeString(secrets(), older);

            node(clinic, next, "");

            assertThat(Files.readString(secrets())).isNotEqualTo(older);
        }

        @Test
        void nobodyCanWriteOfThePatientAgainNotEvenANodeThatHasTheKeyInMemory() {
            var node = node(clinic);
            var late = node(clinic);
            var gone = person(late, "07700900001");

            shred(node, gone);

            assertThatThrownBy(() -> write(late, gone, "07700900009"))
                    .isInstanceOf(DataIntegrityViolationException.class);
            assertThatThrownBy(() -> write(late, gone, "07700900009")).isInstanceOf(ShreddedRecordException.class);
            assertThatThrownBy(() -> write(node, gone, "07700900009")).isInstanceOf(ShreddedRecordException.class);
            absent(late, gone, "07700900009");
        }

        @Test
        void aKeyThatWasWrappedBeforeThereWereSecretsIsReadAndWrappedAnew() throws Exception {
            var node = node(clinic);
            var person = person(node, "07700900001");
            withoutSecret(person.patientId());
            stop();

            var started = node(clinic);
            present(started, person, "07700900001");
            started.getBean(KeyWork.class).work();

            assertThat(jdbc(clinic).queryForObject("select SECRETS_ID from RECORD_KEY", String.class))
                    .isEqualTo(PatientSecrets.open(secrets()).id());
            present(node(clinic), person, "07700900001");
        }

        @Test
        void oneAsksAndAnotherDecides() {
            var node = node(clinic);
            var shreddings = node.getBean(Shreddings.class);
            var person = person(node, "07700900001");

            for (var role : Role.values()) {
                if (role != Role.COMPLIANCE) {
                    assertThatThrownBy(() -> as("x", role, () -> ask(shreddings, person)))
                            .as(role.name())
                            .hasMessageContaining("does not open");
                }
            }
            var id = as("carla", Role.COMPLIANCE, () -> ask(shreddings, person));
            assertThatThrownBy(() -> as("carla", Role.COMPLIANCE, () -> ask(shreddings, person)))
                    .hasMessageContaining("asked for already");
            for (var role : Role.values()) {
                if (role != Role.GOVERNANCE) {
                    assertThatThrownBy(() -> approve(shreddings, "x", role, id))
                            .as(role.name())
                            .hasMessageContaining("does not open");
                }
            }
            assertThatThrownBy(() -> approve(shreddings, "carla", Role.GOVERNANCE, id))
                    .isInstanceOf(ShreddingRefusedException.class)
                    .hasMessageContaining("Another person has to decide");
            present(node, person, "07700900001");

            as("carla", Role.COMPLIANCE, () -> {
                shreddings.withdraw(id);
                return id;
            });
            assertThatThrownBy(() -> approve(shreddings, "gwen", Role.GOVERNANCE, id))
                    .hasMessageContaining("nothing to decide");
            present(node, person, "07700900001");
        }

        @Test
        void asksNothingOfSomebodyWhoIsNotThere() {
            var shreddings = node(clinic).getBean(Shreddings.class);

            assertThatThrownBy(() -> as("carla", Role.COMPLIANCE, () -> ask(shreddings, RecordsOnDatabase.newLetter())))
                    .hasMessageContaining("Nothing is recorded");
        }

        private AnnotationConfigApplicationContext node(DataSource database) {
            return node(database, MASTER, "");
        }

        private AnnotationConfigApplicationContext node(DataSource database, String master, String other) {
            var node = RecordsOnDatabase.node(
                    database,
                    audit,
                    "handrail.home=" + home,
                    "HANDRAIL_MASTER_KEY=" + master,
                    "HANDRAIL_OTHER_MASTER_KEYS=" + other);
            nodes.add(node);
            return node;
        }

        private Path secrets() {
            return home.resolve(PatientSecretsConfiguration.FILE);
        }

        private static LetterKey person(AnnotationConfigApplicationContext node, String phone) {
            var person = RecordsOnDatabase.newLetter();
            write(node, person, phone);
            var records = node.getBean(Records.class);
            var finding = records.entries(person.episodeId(), Set.of(CLINICAL)).get(0);
            records.amend(finding.id(), 1, Map.of("findings", "right knee"), "Wrong side", "clinician");
            node.getBean(LetterStore.class).saveDraft(person, Map.of("notes", "half"), "reception");
            node.getBean(Documents.class)
                    .keep(person.patientId(), "letter", "text/plain", "letter.txt", SCAN, "reception");
            return person;
        }

        private static void write(AnnotationConfigApplicationContext node, LetterKey person, String phone) {
            node.getBean(LetterStore.class)
                    .write(
                            RecordsOnDatabase.later(person),
                            Map.of(
                                    IDENTITY, Map.of("surname", "Quillfeather", "givenName", "Zebedee"),
                                    CONTACT, Map.of("phone", phone),
                                    CLINICAL, Map.of("findings", "left knee")),
                            "reception");
        }

        private static String ask(Shreddings shreddings, LetterKey person) {
            return shreddings.ask(person.patientId(), ShreddingReason.RETENTION_ENDED);
        }

        private static String approve(Shreddings shreddings, String who, Role role, String id) {
            return as(who, role, () -> {
                shreddings.approve(id);
                return id;
            });
        }

        private static void shred(AnnotationConfigApplicationContext node, LetterKey person) {
            var shreddings = node.getBean(Shreddings.class);
            approve(shreddings, "gwen", Role.GOVERNANCE, as("carla", Role.COMPLIANCE, () -> ask(shreddings, person)));
        }

        private static void absent(AnnotationConfigApplicationContext node, LetterKey person, String phone) {
            var records = node.getBean(Records.class);
            assertThat(records.entries(person.episodeId(), RecordsOnDatabase.LETTER))
                    .isEmpty();
            assertThat(records.identityOf(person.patientId())).isEmpty();
            assertThat(records.readableIdentities(Set.of(person.patientId()))).isEmpty();
            assertThat(records.findPatients(SearchKind.PHONE, phone)).isEmpty();
            assertThat(records.candidates(
                            Map.of("surname", "Quillfeather", "givenName", "Zebedee"),
                            Set.of(SearchKind.values()),
                            Records.MAX_FOUND))
                    .doesNotContain(person.patientId());
            assertThat(node.getBean(LetterStore.class).draft(person, "reception"))
                    .isEmpty();
            assertThat(node.getBean(Documents.class).of(person.patientId())).isEmpty();
        }

        private static void present(AnnotationConfigApplicationContext node, LetterKey person, String phone) {
            var records = node.getBean(Records.class);
            assertThat(records.entries(person.episodeId(), RecordsOnDatabase.LETTER))
                    .hasSize(3);
            assertThat(records.identityOf(person.patientId())).containsEntry("surname", "Quillfeather");
            assertThat(records.findPatients(SearchKind.PHONE, phone)).containsExactly(person.patientId());
            assertThat(node.getBean(LetterStore.class).draft(person, "reception"))
                    .containsEntry("notes", "half");
            var documents = node.getBean(Documents.class);
            assertThat(documents.of(person.patientId()))
                    .isNotEmpty()
                    .allSatisfy(document ->
                            assertThat(documents.content(document.id())).isEqualTo(SCAN));
        }

        /** Tries it as somebody would who has the backup, the master key and the secrets as they are now. */
        private void unreadable(DataSource backup, LetterKey person) throws IOException {
            var entries = rawEntries(backup);
            assertThat(jdbc(backup).queryForList("select 1 from RECORD_ENTRY where PATIENT_ID = ?", person.patientId()))
                    .as("the backup holds the ciphertexts")
                    .isNotEmpty();
            assertThatThrownBy(() -> entries.ofEpisode(person.episodeId(), RecordsOnDatabase.LETTER))
                    .isInstanceOf(UnreadableRecordException.class);
            for (var documentId : documentsIn(backup, person.patientId())) {
                assertThatThrownBy(() -> rawDocuments(backup).content(documentId))
                        .isInstanceOf(UnreadableRecordException.class);
            }
        }

        private void readable(DataSource backup, LetterKey person) throws IOException {
            var entries = rawEntries(backup);
            assertThatCode(() -> entries.ofEpisode(person.episodeId(), RecordsOnDatabase.LETTER))
                    .doesNotThrowAnyException();
            for (var documentId : documentsIn(backup, person.patientId())) {
                assertThat(rawDocuments(backup).content(documentId)).isEqualTo(SCAN);
            }
        }

        private EntryTable rawEntries(DataSource backup) throws IOException {
            return new EntryTable(jdbc(backup), rawKeys(backup));
        }

        private DocumentTable rawDocuments(DataSource backup) throws IOException {
            return new DocumentTable(jdbc(backup), rawKeys(backup));
        }

        private DataKeys rawKeys(DataSource backup) throws IOException {
            var master = new MasterKeys(new MasterKey(new byte[MasterKey.BYTES]), List.of());
            return new DataKeys(jdbc(backup), master, PatientSecrets.open(secrets()), Clock.systemUTC());
        }

        private static List<String> documentsIn(DataSource backup, String patientId) {
            var found = jdbc(backup)
                    .queryForList(
                            "select DOCUMENT_ID from RECORD_DOCUMENT where PATIENT_ID = ?", String.class, patientId);
            assertThat(found).isNotEmpty();
            return found;
        }

        /** Wraps the patient's key by the master key alone, as it was done before there were secrets. */
        private void withoutSecret(String patientId) throws Exception {
            var row = jdbc(clinic).queryForMap("select KEY_ID, WRAPPED_KEY from RECORD_KEY");
            var keyId = String.valueOf(row.get("KEY_ID"));
            var master = new MasterKey(new byte[MasterKey.BYTES]);
            var keyset = master.unwrap(
                    (byte[]) Objects.requireNonNull(row.get("WRAPPED_KEY")),
                    PatientSecrets.open(secrets()).of(keyId).orElseThrow(),
                    Binding.of(
                            "RECORD_KEY",
                            "WRAPPED_KEY",
                            keyId,
                            patientId,
                            master.id(),
                            PatientSecrets.open(secrets()).id()));
            jdbc(clinic)
                    .update(
                            "update RECORD_KEY set SECRETS_ID = null, WRAPPED_KEY = ?",
                            master.wrap(
                                    keyset,
                                    null,
                                    Binding.of("RECORD_KEY", "WRAPPED_KEY", keyId, patientId, master.id())));
        }

        private static JdbcTemplate jdbc(DataSource database) {
            return new JdbcTemplate(database);
        }

        private static <T> T as(String who, Role role, Supplier<T> act) {
            SecurityContextHolder.getContext()
                    .setAuthentication(new UsernamePasswordAuthenticationToken(
                            who, null, AuthorityUtils.createAuthorityList(CurrentStaff.ROLE_PREFIX + role.group())));
            try {
                return act.get();
            } finally {
                SecurityContextHolder.clearContext();
            }
        }
    }
}
