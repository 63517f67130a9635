package care.handrail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.StaffDirectory;
import care.handrail.episodes.Enquiries;
import care.handrail.episodes.EpisodeSignOffs;
import care.handrail.episodes.Episodes;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.PastTime;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItems;
import care.handrail.testing.EngineClock;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.TestStaff;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills the demo clinic on the shared database, and takes its patients off the others' way afterwards. */
@HandrailTest
class DemoStartTests {

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private Enquiries enquiries;

    @Autowired
    private Episodes episodes;

    @Autowired
    private EpisodeSignOffs signOffs;

    @Autowired
    private Inbox inbox;

    @Autowired
    private Pathways pathways;

    @Autowired
    private WorkItems workItems;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    @Autowired
    private Environment environment;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcTemplate rows;

    @AfterEach
    void endWhatRuns() {
        for (var episode : ofDemo()) {
            var running = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(episode)
                    .rootProcessInstances()
                    .list();
            running.forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "end of the test"));
        }
    }

    @Test
    void anInterruptedStartIsMadeGoodByTheNextAndAThirdChangesNothing() {
        var submitted = new AtomicInteger();
        assertThatThrownBy(() -> start(interruptedAt(60, submitted))).hasMessage("the power went");
        assertThat(ofDemo()).isNotEmpty().hasSizeLessThan(DemoPatient.all().size());

        start(workItems);
        assertThat(ofDemo()).hasSize(DemoPatient.all().size());
        for (var patient : DemoPatient.all()) {
            var open = pathways.openSteps(episodeOf(patient)).stream()
                    .map(step -> step.assignee() + " " + step.elementId())
                    .toList();
            var first = patient.journey().contains("completed") ? "Task_CompleteEnquiry" : "Task_ReviewEnquiry";
            if (!patient.journey().isEmpty()) {
                assertThat(open)
                        .as(patient.enquiry().get("sourceReference") + " " + patient.journey())
                        .isNotEqualTo(List.of("null " + first));
            }
        }

        var before = standing();
        start(workItems);
        assertThat(standing()).isEqualTo(before);
    }

    private void start(WorkItems worked) {
        var staff = new DemoStaff(directory, transaction, TestStaff.PASSWORD);
        PastTime past = (ago, work) -> {
            EngineClock.advance(ago.negated());
            try {
                work.run();
            } finally {
                EngineClock.reset();
            }
        };
        var start = new DemoStart(
                staff,
                new DemoClinic(staff, enquiries, episodes, signOffs, pathways, worked, inbox, transaction, clock),
                past,
                environment);
        start.start();
        start.open();
    }

    /** Returns the clinic's work items, of which the given one is the last that is worked. */
    private WorkItems interruptedAt(int last, AtomicInteger submitted) {
        return (WorkItems) Proxy.newProxyInstance(
                WorkItems.class.getClassLoader(), new Class<?>[] {WorkItems.class}, (self, method, arguments) -> {
                    if (method.getName().equals("submit") && submitted.incrementAndGet() > last) {
                        throw new IllegalStateException("the power went");
                    }
                    try {
                        return method.invoke(workItems, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private List<String> ofDemo() {
        return rows.queryForList("select id from hr_episode where source_reference like 'demo-%'", String.class);
    }

    private String episodeOf(DemoPatient patient) {
        return rows.queryForObject(
                "select id from hr_episode where source_reference = ?",
                String.class,
                patient.enquiry().get("sourceReference"));
    }

    /** Returns what a start that does anything at all would change. */
    private Map<String, Object> standing() {
        return rows.queryForMap("""
                select (select count(*) from hr_episode) as episodes, (select count(*) from ACT_RU_TASK) as work_items,
                    (select count(*) from ACT_HI_TASKINST) as all_work_items,
                    (select count(*) from RECORD_ENTRY) as entries,
                    (select count(*) from INBOUND_MESSAGE) as messages
                """);
    }
}
