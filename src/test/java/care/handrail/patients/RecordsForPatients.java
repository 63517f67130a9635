package care.handrail.patients;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.patients.matching.Evaluation;
import care.handrail.patients.matching.LabelledPerson;
import care.handrail.patients.matching.MatchScore;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import care.handrail.testing.AuditNotes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The records and the duplicate finder on a database of their own, with nothing of the clinic around them. */
final class RecordsForPatients implements AutoCloseable {

    private static final Set<String> CONTACT =
            Set.of("addressLine1", "addressLine2", "town", "county", "postcode", "phone", "email");

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final TransactionTemplate transaction;

    /** Starts on an empty database that has the records' tables; the key file is kept in the home directory. */
    RecordsForPatients(DataSource database, Path home) {
        TestPropertyValues.of("handrail.home=" + home).applyTo(context);
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(Audit.class, AuditNotes::new);
        context.register(Surroundings.class, DuplicateFinder.class);
        context.scan("care.handrail.records.store");
        context.refresh();
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    Records records() {
        return context.getBean(Records.class);
    }

    DuplicateFinder finder() {
        return context.getBean(DuplicateFinder.class);
    }

    /** Makes one of the patient's entries unreadable. */
    void damage(String patientId) {
        context.getBean(JdbcTemplate.class)
                .update(
                        "update RECORD_ENTRY set CONTENT = ? where PATIENT_ID = ? and DATA_CLASS = 'identity'",
                        new byte[64],
                        patientId);
    }

    /** Removes the patient's entries, and leaves the search terms behind. */
    void removeEntries(String patientId) {
        context.getBean(JdbcTemplate.class).update("delete from RECORD_ENTRY where PATIENT_ID = ?", patientId);
    }

    /** Writes each person's letter as a new patient's, and returns the patients' ids in order. */
    List<String> write(List<LabelledPerson> people) {
        var letters = context.getBean(LetterStore.class);
        return transaction.execute(status -> people.stream()
                .map(person -> {
                    var patient = Ids.next();
                    var identity = new HashMap<String, Object>();
                    var contact = new HashMap<String, Object>();
                    person.letter()
                            .forEach((key, value) -> (CONTACT.contains(key) ? contact : identity).put(key, value));
                    identity.remove("source");
                    identity.remove("sourceReference");
                    letters.write(
                            new LetterKey(patient, Ids.next(), "StartEnquiry", Ids.next()),
                            Map.of(DataClass.IDENTITY, identity, DataClass.CONTACT, contact),
                            "reception");
                    return patient;
                })
                .toList());
    }

    /** Lets each of the people from {@code first} on ask for duplicates among all. */
    Evaluation evaluate(List<LabelledPerson> people, List<String> patients, int first) {
        var evaluation = Evaluation.of(people);
        var index = new HashMap<String, Integer>();
        for (int i = 0; i < patients.size(); i++) {
            index.put(patients.get(i), i);
        }
        for (int i = first; i < patients.size(); i++) {
            for (var other :
                    records().candidates(people.get(i).letter(), DuplicateFinder.BLOCKING, Records.MAX_FOUND)) {
                tell(evaluation, i, index.get(other), null);
            }
            for (var found : finder().find(patients.get(i), Set.of()).candidates()) {
                tell(evaluation, i, index.get(found.patientId()), found.score());
            }
        }
        return evaluation;
    }

    /** Passes over patients who are not among the people, and the asker. */
    private static void tell(Evaluation evaluation, int one, @Nullable Integer other, @Nullable MatchScore score) {
        if (other != null && other != one) {
            evaluation.compared(one, other, score);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    @TestConfiguration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Surroundings {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
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
