package care.handrail.consent;

import care.handrail.audit.Audit;
import care.handrail.consent.store.ConsentTable;
import care.handrail.patients.Patients;
import care.handrail.records.Records;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The consents on a database that has their table, for rooms that are tested without a clinic. */
public final class ConsentsOn {

    private ConsentsOn() {}

    /** Makes them. No text is known, so nothing is allowed that needs a consent; a withdrawal is announced to nobody. */
    public static Consents database(
            JdbcTemplate database, Patients patients, Records records, Audit audit, Clock clock) {
        var purposes = Purposes.shipped();
        return new Consents(
                new ConsentTable(database),
                purposes,
                new ConsentTexts(List.of(), purposes),
                patients,
                records,
                audit,
                event -> {},
                clock);
    }
}
