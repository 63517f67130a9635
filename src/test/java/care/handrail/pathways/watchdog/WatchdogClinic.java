package care.handrail.pathways.watchdog;

import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.Watchdog.Finding;
import care.handrail.pathways.Watched;
import care.handrail.pathways.store.WatchdogFindings;
import care.handrail.pathways.store.WatchdogRuns;
import care.handrail.shared.WorkingCalendars;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.EngineClock;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** An engine on one database with work in it, and a watchdog that watches it. Its clock is the engine's. */
final class WatchdogClinic implements AutoCloseable {

    static final WatchdogProperties USUAL = properties(null, null);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final JdbcClient database;
    final ProcessEngine engine;
    final WatchdogFindings findings;
    final WatchdogRuns runs;
    final DatabaseTime time;
    final AuditNotes audit = new AuditNotes();
    final List<Watched> watched = new ArrayList<>();
    final Set<Role> withoutMembers = new HashSet<>();
    final Map<String, Instant> drafts = new HashMap<>();
    volatile boolean startsFail;

    private final DataSourceTransactionManager transactions;

    WatchdogClinic(DataSource source) {
        database = JdbcClient.create(source);
        transactions = new DataSourceTransactionManager(source);
        findings = new WatchdogFindings(database);
        runs = new WatchdogRuns(database);
        time = new DatabaseTime(database) {
            @Override
            Instant now() {
                return EngineClock.now();
            }
        };
        var configuration = new SpringProcessEngineConfiguration();
        configuration.setProcessEngineName("watchdog-" + NUMBER.incrementAndGet());
        configuration.setDataSource(source);
        configuration.setTransactionManager(transactions);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("none");
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setBeans(Map.of());
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("care/handrail/pathways/watchdog/Left.bpmn")
                .deploy();
    }

    static WatchdogProperties properties(@Nullable Duration claimed, @Nullable URI heartbeat) {
        return new WatchdogProperties(
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                claimed,
                Duration.ofHours(24),
                Duration.ofHours(4),
                3,
                LocalTime.of(5, 0),
                Duration.ofDays(90),
                heartbeat,
                "POST");
    }

    /** Returns the watchdog of a node of its own. */
    Watch node() {
        return node(USUAL);
    }

    Watch node(WatchdogProperties properties) {
        return node(properties, checks(properties));
    }

    Watch node(WatchdogProperties properties, List<Check> checks) {
        return new Watch(
                lease(properties),
                time,
                checks,
                new Reconciliation(watched, runs),
                given(),
                runs,
                new Heartbeat(properties.heartbeatUrl(), properties.heartbeatMethod(), audit),
                properties,
                ZoneOffset.UTC);
    }

    Lease lease(WatchdogProperties properties) {
        return new Lease(database, time, properties.every().multipliedBy(2));
    }

    List<Check> checks(WatchdogProperties properties) {
        return WatchdogConfiguration.checks(database, watched, staff(), letters(), properties);
    }

    Findings given() {
        return new Findings(
                findings, pathways(), database, staff(), WorkingCalendars.northAndSouth(), audit, transactions);
    }

    /** Starts a process of the tests' models, with work in care coordination's queue where it has any. */
    String start(String process) {
        return start(process, Map.of("queue", "care-coordination"));
    }

    String start(String process, Map<String, Object> more) {
        var variables = new HashMap<String, Object>(more);
        variables.putIfAbsent("due", null);
        variables.putAll(Map.of("patientId", "patient-1", "reference", "K7QM-2XWD", "site", "south"));
        return engine.getRuntimeService()
                .startProcessInstanceByKey(process, UUID.randomUUID().toString(), variables)
                .getId();
    }

    /** Returns the execution that stands in the process; there is one. */
    String standsAt(String instance) {
        return database.sql(
                        "select ID_ from ACT_RU_EXECUTION where PROC_INST_ID_ = ? and ACT_ID_ is not null and IS_ACTIVE_ = true")
                .param(instance)
                .query(String.class)
                .single();
    }

    Task taskOf(String instance) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult();
    }

    Job jobOf(String instance) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance)
                .singleResult();
    }

    /** Returns the work items that findings have become, the oldest first. */
    List<Task> work() {
        return engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey("Task_LookIntoFinding")
                .orderByTaskCreateTime()
                .asc()
                .list();
    }

    /** Returns what is found and not settled, as reason and what it is about. */
    List<String> open() {
        return findings.open(100).stream()
                .map(finding -> finding.reason() + " " + finding.about())
                .toList();
    }

    Finding onlyOpen() {
        var open = findings.open(100);
        if (open.size() != 1) {
            throw new AssertionError("one finding is expected, and these are open: " + open);
        }
        return open.get(0);
    }

    /** Does what people do who settle a finding: their work item is over, and the finding says how. */
    void settle(Finding finding, String outcome) {
        findings.settle(finding.id(), outcome, EngineClock.now());
        engine.getTaskService().complete(work().get(0).getId());
    }

    /** Makes an empty table of referrals and returns its name. */
    String tableOfReferrals() {
        database.sql("drop table if exists REFERRAL").update();
        database.sql("""
                create table REFERRAL (ID varchar(36) primary key, PATIENT_ID varchar(36), SITE varchar(64),
                    SERVICE_LINE varchar(64), STATE varchar(32))
                """).update();
        return "REFERRAL";
    }

    /** Adds a referral, and starts a process with its id as the key; none when that is null. */
    void referral(String id, String state, @Nullable String process) {
        database.sql("insert into REFERRAL values (?, 'patient-1', 'north', 'general-practice', ?)")
                .params(id, state)
                .update();
        if (process != null) {
            var variables = new HashMap<String, Object>();
            variables.put("queue", "reception");
            variables.put("due", null);
            engine.getRuntimeService().startProcessInstanceByKey(process, id, variables);
        }
    }

    void clear() {
        EngineClock.reset();
        startsFail = false;
        withoutMembers.clear();
        drafts.clear();
        watched.clear();
        audit.events.clear();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(instance -> engine.getRuntimeService().deleteProcessInstance(instance.getId(), "test"));
        for (var table : List.of("WATCHDOG_FINDING", "WATCHDOG_RUN", "WATCHDOG_COUNT", "INBOUND_MESSAGE")) {
            database.sql("delete from " + table).update();
        }
        database.sql("update WATCHDOG_LEASE set HOLDER = null, HELD_UNTIL = null")
                .update();
    }

    @Override
    public void close() {
        clear();
        engine.close();
    }

    private <T> T part(Class<T> type, BiFunction<String, Object[], Object> does) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> does.apply(method.getName(), arguments)));
    }

    private Pathways pathways() {
        return part(Pathways.class, (verb, given) -> switch (verb) {
            case "start" -> startAs((String) given[0], (String) given[1], (Map<?, ?>) given[2]);
            case "correlate" -> {
                engine.getRuntimeService().correlateMessage((String) given[0], (String) given[1]);
                yield true;
            }
            default -> throw new UnsupportedOperationException(verb);
        });
    }

    private String startAs(String process, String key, Map<?, ?> given) {
        if (startsFail) {
            throw new IllegalStateException("The engine starts nothing.");
        }
        var variables = new HashMap<String, Object>();
        given.forEach((name, value) -> variables.put((String) name, value));
        return engine.getRuntimeService()
                .startProcessInstanceByKey(process, key, variables)
                .getId();
    }

    private StaffDirectory staff() {
        return part(StaffDirectory.class, (verb, given) -> switch (verb) {
            case "members" -> withoutMembers.contains((Role) given[0]) ? List.of() : List.of("somebody");
            default -> throw new UnsupportedOperationException(verb);
        });
    }

    private LetterStore letters() {
        return part(LetterStore.class, (verb, given) -> switch (verb) {
            case "draftsSaved" -> Map.copyOf(drafts);
            default -> throw new UnsupportedOperationException(verb);
        });
    }
}
