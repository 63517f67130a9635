package care.handrail.pathways.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.Watchdog.Finding;
import care.handrail.pathways.Watched;
import care.handrail.pathways.Wording;
import care.handrail.pathways.store.WatchdogFindings;
import care.handrail.shared.Ids;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watchdog with the clinic's own models, forms, staff and pages; on whichever database the subclass runs. */
abstract class WatchdogInTheClinic {

    @Autowired
    private Findings findings;

    @Autowired
    private WatchdogFindings table;

    @Autowired
    private List<Watched> watched;

    @Autowired
    private Wording wording;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient database;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private Http http;

    @Autowired
    private HealthEndpoint health;

    private final String about = Ids.next();

    @Test
    void neverFindsAPatientWhoIsOnTheirWay() {
        var before = found();
        var after = new ArrayList<String>();
        pathways.around((step, work) -> {
                    work.run();
                    found().stream()
                            .filter(one -> !before.contains(one))
                            .forEach(one -> after.add(one + " after " + step));
                })
                .leadToDischarge();
        assertThat(after).isEmpty();
    }

    @Test
    void careCoordinationSettlesAFindingByItsForm() {
        var item = give(new Trouble(
                "episode", about, "not-running", null, Ids.next(), "south", "physiotherapy", null, null, null));
        var shown = claimed(item, "coordinator");
        assertThat(shown.at("/findingReason/value").asText()).isEqualTo("not-running");
        assertThat(shown.at("/site/value").asText()).isEqualTo("south");
        submit(item, "coordinator", "put-right");
        assertThat(outcome()).isEqualTo("put-right");
    }

    @Test
    void thePracticeManagerSettlesWhatCareCoordinationCannotAlsoWhereNoPatientIsKnown() {
        var item = give(Trouble.of("queue", about, "queue-without-members", "billing", 7));
        claimed(item, "coordinator");
        submit(item, "coordinator", "hand-to-manager");
        var decide = work();
        assertThat(decide.getTaskDefinitionKey()).isEqualTo("Task_DecideFinding");
        assertThat(claimed(decide, "manager").at("/findingCount/value").asLong())
                .isEqualTo(7);
        submit(decide, "manager", "raised");
        assertThat(work()).isNull();
        assertThat(outcome()).isEqualTo("raised");
    }

    @Test
    void endsTheWorkOfWhatIsNoLongerSo() {
        give(Trouble.of("queue", about, "queue-without-members", "billing", 7));
        findings.takeBack(findings.open(about).values().iterator().next(), Instant.now());
        assertThat(work()).isNull();
        assertThat(findings.open(about)).isEmpty();
    }

    @Test
    void everyKindThatARoomHasWatchedHasAName() {
        var form = wording.of("LookIntoFinding");
        assertThat(watched)
                .extracting(Watched::kind)
                .contains("episode", "message")
                .doesNotHaveDuplicates()
                .as("give the kind a name in the forms LookIntoFinding and DecideFinding")
                .noneMatch(kind -> form.value("findingKind", kind).equals(kind));
    }

    @Test
    void showsThoseWhoAnswerForTheClinicWhatWasLeftBehind() {
        give(Trouble.of("queue", about, "queue-without-members", "billing", 7));
        for (var person : List.of("manager", "admin")) {
            assertThat(http.as(person).get("/api/watchdog").expect(200).json().get("open"))
                    .anyMatch(finding -> finding.get("about").asText().equals(about));
            assertThat(http.inBrowser(person).get("/watchdog").expect(200).body())
                    .contains(about, "Work waits in a queue whose role nobody has")
                    .doesNotContain("Nobody looks.");
        }
        for (var person : List.of("clinician", "reception", "coordinator")) {
            http.as(person).get("/api/watchdog").expect(403);
            assertThat(http.inBrowser(person).get("/watchdog").expect(403).body())
                    .contains("Only the practice manager");
        }
        findings.takeBack(findings.open(about).values().iterator().next(), Instant.now());
        assertThat(http.inBrowser("manager").get("/").expect(200).body()).contains("What was left behind");
    }

    @Test
    void isPartOfTheReadinessButNotOfWhatALoadBalancerAsks() {
        assertThat(parts("readiness")).contains("watchdog");
        assertThat(parts("serving")).isNotEmpty().doesNotContain("watchdog");
        http.asNobody().get("/actuator/health/serving").expect(200);
        assertThat(http.asNobody().get("/actuator/health/readiness").expect(200).body())
                .contains("UP")
                .doesNotContain("lastWell");
    }

    private Set<String> parts(String group) {
        return ((CompositeHealth) health.healthForPath(group)).getComponents().keySet();
    }

    /** Returns everything that any check finds in the clinic now. */
    private Set<String> found() {
        var found = new HashSet<String>();
        var checks = new ArrayList<>(EngineChecks.all(database, Duration.ofMinutes(5)));
        watched.forEach(kind -> checks.add(new AdriftCheck(kind)));
        checks.forEach(check -> check.look(Instant.now(), trouble -> found.add(trouble.key() + " " + trouble.step())));
        return found;
    }

    private Task give(Trouble trouble) {
        assertThat(findings.give(about, trouble, Instant.now())).isTrue();
        return work();
    }

    private String outcome() {
        return table.settled(100).stream()
                .filter(finding -> finding.about().equals(about))
                .map(Finding::outcome)
                .findFirst()
                .orElseThrow();
    }

    private Task work() {
        return tasks.createTaskQuery()
                .processVariableValueEquals("findingAbout", about)
                .singleResult();
    }

    private JsonNode claimed(Task item, String person) {
        http.as(person).post(path(item) + "/claim", Map.of("userId", person)).expect(204);
        return http.as(person).get(path(item) + "/form-variables").expect(200).json();
    }

    private void submit(Task item, String person, String outcome) {
        http.as(person)
                .post(
                        path(item) + "/submit-form",
                        Map.of("variables", Map.of("findingOutcome", Map.of("value", outcome))))
                .expect(204);
    }

    private static String path(Task item) {
        return "/engine-rest/task/" + item.getId();
    }
}
