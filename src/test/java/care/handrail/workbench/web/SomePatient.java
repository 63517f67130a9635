package care.handrail.workbench.web;

import care.handrail.testing.PathwayOverHttp;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.JdbcTemplate;

/** A made-up patient who has just asked for help. */
record SomePatient(String id, PathwayOverHttp.Patient pathway) {

    /** Takes in an enquiry; what is not given is made up and like nobody else. */
    static SomePatient begin(PathwayOverHttp pathways, JdbcTemplate rows, Map<String, String> given) {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(given);
        var patient = pathways.begin("PatientPathway", "StartEnquiry", values);
        return new SomePatient(
                Objects.requireNonNull(rows.queryForObject(
                        "select patient_id from hr_episode where id = ?", String.class, patient.episodeId())),
                patient);
    }

    /** Returns an NHS number that nobody else has. */
    static String nhsNumber() {
        while (true) {
            var nine = "999%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
            int sum = 0;
            for (int i = 0; i < nine.length(); i++) {
                sum += (10 - i) * (nine.charAt(i) - '0');
            }
            int check = (11 - sum % 11) % 11;
            if (check < 10) {
                return nine + check;
            }
        }
    }
}
