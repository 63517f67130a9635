package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.Staff.StandIn;
import care.handrail.access.StaffDirectory;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.TestStaff;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever works at some sites sees the work of those, and no work is lost because a site has nobody. */
abstract class OwnSitesInTheClinic {

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private PathwayOverHttp pathway;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private ProcessEngine engine;

    private final String person = "sited-" + UUID.randomUUID();
    private final Map<String, Task> items = new HashMap<>();

    @BeforeEach
    void enquiresAtTwoSites() {
        items.put("north", enquire("north"));
        items.put("south", enquire("south"));
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
    }

    @AfterEach
    void remove() {
        for (var task : items.values()) {
            processes
                    .createProcessInstanceQuery()
                    .processInstanceId(task.getProcessInstanceId())
                    .list()
                    .forEach(instance -> processes.deleteProcessInstance(instance.getRootProcessInstanceId(), "test"));
        }
    }

    private String item(String site) {
        return Objects.requireNonNull(items.get(site)).getId();
    }

    private Task enquire(String site) {
        var enquiry = new HashMap<>(PathwayOverHttp.someoneNew());
        enquiry.put("site", site);
        return pathway.begin("PatientPathway", "StartEnquiry", enquiry).item("ReviewEnquiry");
    }

    @Test
    void whoeverHasNoSiteSeesTheWorkOfAll() {
        assertThat(shown()).contains(item("north"), item("south"));
    }

    @Test
    void whoeverHasASiteSeesTheWorkOfThatOne() {
        work("PUT", person, "south");

        for (var caller : new Http.Caller[] {http.as(person), http.inBrowser(person)}) {
            var api = caller.isBrowser() ? "/camunda/api/engine/engine/default" : "/engine-rest";
            assertThat(caller.get(api + "/task?maxResults=2000").expect(200).body())
                    .contains(item("south"))
                    .doesNotContain(item("north"));
            caller.get(api + "/task/" + item("south")).expect(200);
            for (var path : new String[] {"", "/form-variables", "/deployed-form", "/identity-links"}) {
                assertThat(caller.get(api + "/task/" + item("north") + path).status())
                        .as(path)
                        .isIn(400, 403, 404);
            }
            caller.post(api + "/task/" + item("north") + "/claim", Map.of("userId", person))
                    .expect(403);
        }
        http.as(person)
                .post("/engine-rest/task/" + item("south") + "/claim", Map.of("userId", person))
                .expect(204);
    }

    @Test
    void aClaimStaysInSightWhenItsOwnerMovesToAnotherSite() {
        http.as(person)
                .post("/engine-rest/task/" + item("north") + "/claim", Map.of("userId", person))
                .expect(204);

        work("PUT", person, "south");

        assertThat(shown()).contains(item("north"), item("south"));
        http.as(person)
                .post("/engine-rest/task/" + item("north") + "/unclaim", Map.of())
                .expect(204);
        assertThat(shown()).contains(item("south")).doesNotContain(item("north"));
    }

    @Test
    void theWorkOfASiteWithoutStaffIsShownToTheOthersOfTheRole() {
        var alone = TestStaff.of(Role.BILLING_OFFICE);
        directory.create(new Staff(person + "-2", Set.of(Role.BILLING_OFFICE)), "New", TestStaff.PASSWORD);
        var billing = directory.members(Role.BILLING_OFFICE);
        try {
            billing.forEach(one -> work("PUT", one, "south"));
            assertThat(staff(alone).standIns()).containsExactly(new StandIn(Role.BILLING_OFFICE, "north"));

            work("PUT", person + "-2", "north");
            assertThat(staff(alone).standIns()).isEmpty();
            assertThat(staff(person + "-2").sites()).containsExactlyInAnyOrder("north", "south");
        } finally {
            billing.forEach(one -> work("DELETE", one, "south"));
            http.as("admin")
                    .delete("/engine-rest/group/billing/members/" + person + "-2")
                    .expect(204);
        }
    }

    @Test
    void whoeverIsTheOnlyOneOfOneRoleStandsInForThatRoleAlone() {
        var billing = directory.members(Role.BILLING_OFFICE);
        var work = new QueueWork(engine);
        billing.forEach(one -> work("PUT", one, "south"));
        try {
            var bill = work.in(Role.BILLING_OFFICE);
            processes.setVariable(bill.processInstanceId(), "site", "north");
            join(Role.BILLING_OFFICE);
            work("PUT", person, "south");

            assertThat(shown()).contains(item("south"), bill.taskId()).doesNotContain(item("north"));
            http.as(person).get("/engine-rest/task/" + bill.taskId()).expect(200);
            http.as(person).get("/engine-rest/task/" + item("north")).expect(404);
            http.as(person)
                    .post("/engine-rest/task/" + item("north") + "/claim", Map.of("userId", person))
                    .expect(403);
            assertThat(staff(person).standIns()).containsExactly(new StandIn(Role.BILLING_OFFICE, "north"));
        } finally {
            work.remove();
            billing.forEach(one -> work("DELETE", one, "south"));
            http.as("admin")
                    .delete("/engine-rest/group/billing/members/" + person)
                    .expect(204);
        }
    }

    @Test
    void whatBelongsToNoSiteIsShownToEverybodyOfTheRole() {
        var work = new QueueWork(engine);
        try {
            var ofNoSite = work.in(Role.RECEPTION);
            var ofAnotherRole = work.in(Role.BILLING_OFFICE);
            work("PUT", person, "south");

            assertThat(shown()).contains(ofNoSite.taskId()).doesNotContain(ofAnotherRole.taskId());
            http.as(person)
                    .post("/engine-rest/task/" + ofNoSite.taskId() + "/claim", Map.of("userId", person))
                    .expect(204);
        } finally {
            work.remove();
        }
    }

    @Test
    void thereIsNoSuchSite() {
        http.as("admin")
                .put("/engine-rest/group/site-moon/members/" + person, Map.of())
                .expect(403);
    }

    private Staff staff(String userId) {
        return directory.find(userId).orElseThrow();
    }

    private void join(Role role) {
        http.as("admin")
                .put("/engine-rest/group/" + role.group() + "/members/" + person, Map.of())
                .expect(204);
    }

    private String shown() {
        return http.as(person)
                .get("/engine-rest/task?maxResults=2000")
                .expect(200)
                .body();
    }

    private void work(String method, String userId, String site) {
        var path = "/engine-rest/group/site-" + site + "/members/" + userId;
        http.as("admin")
                .send(method, path, "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .expect(204);
    }
}
