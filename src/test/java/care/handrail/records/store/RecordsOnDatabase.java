package care.handrail.records.store;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.RoomDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The records room on a database of its own, with nothing of the clinic around it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecordsOnDatabase {

    static final Set<DataClass> LETTER = EnumSet.complementOf(EnumSet.of(DataClass.OPERATIONAL));

    static final Instant NOW = Instant.parse("2026-11-20T09:30:00.123456Z");

    final AuditNotes audit = new AuditNotes();

    AnnotationConfigApplicationContext context;

    JdbcTemplate rows;
    LetterStore letters;
    Records records;
    TransactionTemplate transaction;

    abstract DataSource database();

    static DataSource onH2() {
        return RoomDatabase.h2(
                "records/001-records",
                "records/002-several-keys",
                "records/003-shredding",
                "records/004-sealed-shredding",
                "records/005-documents",
                "records/006-uploads");
    }

    static DataSource onPostgres() {
        return RoomDatabase.postgres(
                "records/001-records",
                "records/002-several-keys",
                "records/003-shredding",
                "records/004-sealed-shredding",
                "records/005-documents",
                "records/006-uploads");
    }

    @BeforeAll
    void start(@TempDir Path home) {
        context = node(database(), audit, "handrail.home=" + home);
        rows = context.getBean(JdbcTemplate.class);
        letters = context.getBean(LetterStore.class);
        records = context.getBean(Records.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    /** Starts the room as a node of the clinic does. */
    static AnnotationConfigApplicationContext node(DataSource database, Audit audit, String... settings) {
        var context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(settings).applyTo(context);
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(Audit.class, () -> audit);
        context.register(Surroundings.class, MasterKeyConfiguration.class, PatientSecretsConfiguration.class);
        context.register(DataKeys.class, EntryTable.class, SearchTermTable.class, DraftTable.class);
        context.register(Letters.class, StoredRecords.class, KeyWork.class, StoredRecordKeys.class);
        context.register(Shredder.class, RestoredBackup.class, StoredShreddings.class, KeyPermission.class);
        context.register(
                DocumentTable.class,
                StoredDocuments.class,
                StoredUnfiledLetters.class,
                StoredUploads.class,
                UploadPieces.class);
        context.refresh();
        return context;
    }

    @AfterAll
    void close() {
        context.close();
    }

    /** Returns the key of a form in a new episode of a new patient. */
    static LetterKey newLetter() {
        return new LetterKey(Ids.next(), Ids.next(), "CaptureDetails", Ids.next());
    }

    /** Returns the key of another form in the same episode. */
    static LetterKey later(LetterKey letter) {
        return new LetterKey(letter.patientId(), letter.episodeId(), "VerifyIdentity", Ids.next());
    }

    Map<String, Object> latest(LetterKey letter, String... fields) {
        return letters.latest(letter.patientId(), letter.episodeId(), Set.of(fields), LETTER);
    }

    long count(String table) {
        return rows.queryForObject("select count(*) from " + table, Long.class);
    }

    /** Without an annotation of its own, so that the clinic under test does not find it. */
    @EnableTransactionManagement
    static class Surroundings {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }
    }
}
