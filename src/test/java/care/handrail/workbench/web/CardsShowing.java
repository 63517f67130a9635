package care.handrail.workbench.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.CurrentStaff;
import care.handrail.testing.CountingDataSource;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.workbench.WorkItemCards;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whose work a queue holds, over HTTP, on whichever database the subclass runs. */
abstract class CardsShowing {

    private static final String CARDS = "/api/work-items/cards";

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private WorkItemCards cards;

    @Test
    void saysOfEachItemOfAnOwnQueueWhoseItIsAndNoMore() {
        var ann = begin("Anneliese", "Fothergill", "1971-02-03");
        var ben = begin("Benedict", "Gathercole", "1933-12-30");
        var answer = ask("reception", item(ann), item(ben));
        assertThat(answer.get(item(ann)).asText()).isEqualTo("Anneliese Fothergill, born 1971");
        assertThat(answer.get(item(ben)).asText()).isEqualTo("Benedict Gathercole, born 1933");
        assertThat(answer).hasSize(2);
        assertThat(viewed(ann)).containsExactly("reception ALLOWED " + item(ann) + " minimal-identity");
        assertThat(viewed(ben)).containsExactly("reception ALLOWED " + item(ben) + " minimal-identity");
    }

    @Test
    void leavesOutWhatThePersonMayNotSee() {
        var ann = begin("Anneliese", "Fothergill", "1971-02-03");
        for (var person : List.of("clinician", "coordinator", "manager", "compliance", "governance", "admin")) {
            assertThat(ask(person, item(ann), UUID.randomUUID().toString()))
                    .as(person)
                    .isEmpty();
        }
        assertThat(viewed(ann)).isEmpty();
    }

    @Test
    void saysSoWhenARecordCannotBeRead() {
        var ann = begin("Anneliese", "Fothergill", "1971-02-03");
        rows.update("update RECORD_ENTRY set AUTHOR = 'somebody' where PATIENT_ID = ?", ann.id());
        assertThat(ask("reception", item(ann)).get(item(ann)).asText())
                .isEqualTo("Cannot be read: tell the system administrator");
    }

    @Test
    void takesAPageAtATime() {
        var many = IntStream.range(0, 101).mapToObj(i -> "id-" + i).toArray(String[]::new);
        assertThat(http.as("reception")
                        .post(CARDS, Map.of("workItems", List.of(many)))
                        .expect(400)
                        .body())
                .contains("at most 100");
        assertThat(ask("reception")).isEmpty();
        http.as("reception").post(CARDS, "{}").expect(400);
    }

    @Test
    void asksTheDatabaseAsOftenForOneCardAsForMany() {
        var one = item(begin("Anneliese", "Fothergill", "1971-02-03"));
        var many = Stream.generate(() -> item(begin("Benedict", "Gathercole", "1933-12-30")))
                .limit(8)
                .toList();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "reception",
                        null,
                        List.of(new SimpleGrantedAuthority(CurrentStaff.ROLE_PREFIX + "reception"))));
        try {
            var few = reads(List.of(one));
            assertThat(few).hasSize(3);
            assertThat(reads(many)).hasSameSizeAs(few);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** A batch counts each of its rows; it is sent as one. */
    private List<String> reads(List<String> items) {
        return CountingDataSource.trace(() -> assertThat(cards.of(items)).hasSameSizeAs(items)).statements().stream()
                .filter(statement -> !statement.startsWith("insert into AUDIT_EVENT"))
                .toList();
    }

    private SomePatient begin(String givenName, String surname, String born) {
        return SomePatient.begin(
                pathways, rows, Map.of("givenName", givenName, "surname", surname, "dateOfBirth", born));
    }

    private static String item(SomePatient patient) {
        return Objects.requireNonNull(patient.pathway().open().get("ReviewEnquiry"))
                .getId();
    }

    private JsonNode ask(String person, String... items) {
        return http.as(person)
                .post(CARDS, Map.of("workItems", List.of(items)))
                .expect(200)
                .json();
    }

    private List<String> viewed(SomePatient patient) {
        return rows.queryForList(
                "select concat(USER_ID, ' ', OUTCOME, ' ', TASK_ID, ' ', DETAIL) from AUDIT_EVENT"
                        + " where KIND = 'CARD_VIEWED' and PATIENT_ID = ? order by EVENT_NO",
                String.class,
                patient.id());
    }
}
