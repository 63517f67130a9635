package care.handrail.pathways.watchdog;

import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.store.WatchdogFindings;
import care.handrail.shared.Ids;
import care.handrail.shared.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives what is found to people, once, and takes it back when it is no longer so.
 *
 * <p>The finding's row and its work item are one transaction. To start a process takes no job of the engine's: the work
 * item is there even when the engine does nothing by itself any more.
 */
@Component
class Findings {

    static final String PROCESS = "WatchdogFinding";
    static final String NO_LONGER_SO = "WatchdogFindingGone";

    static final PathwayVariable<String> KIND = PathwayVariable.id("findingKind");
    static final PathwayVariable<String> REASON = PathwayVariable.id("findingReason");
    static final PathwayVariable<String> ABOUT = PathwayVariable.id("findingAbout");
    static final PathwayVariable<String> STEP = PathwayVariable.id("findingStep");
    static final PathwayVariable<String> QUEUE = PathwayVariable.id("findingQueue");
    static final PathwayVariable<Long> COUNT = PathwayVariable.number("findingCount");
    static final PathwayVariable<String> ROLE = PathwayVariable.code("findingRole");

    private static final String PATIENT_ID = "patientId";
    private static final String SITE = "site";
    private static final String SERVICE_LINE = "serviceLine";
    private static final String PRIORITY = "priority";

    /** Goes before what keeps its turn. */
    private static final String SOON = "soon";

    /** Who is told, the first one that has members. */
    private static final List<Role> TOLD = List.of(Role.CARE_COORDINATION, Role.PRACTICE_MANAGER);

    private static final Pattern AROUND_SEVERAL = Pattern.compile("#.*");

    private final WatchdogFindings findings;
    private final Pathways pathways;
    private final JdbcClient database;
    private final StaffDirectory staff;
    private final WorkingCalendar calendar;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Findings(
            WatchdogFindings findings,
            Pathways pathways,
            JdbcClient database,
            StaffDirectory staff,
            WorkingCalendar calendar,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.findings = findings;
        this.pathways = pathways;
        this.database = database;
        this.staff = staff;
        this.calendar = calendar;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Returns the ids of the open findings of a check by what tells them apart. */
    Map<String, String> open(String check) {
        var open = new HashMap<String, String>();
        findings.open(check).forEach(finding -> open.put(finding.key(), finding.id()));
        return open;
    }

    /** Tells whether people have settled the same within the time. */
    boolean wasSettledWithin(Duration time, Trouble trouble, Instant now) {
        return findings.wasSettledSince(trouble.key(), now.minus(time));
    }

    /** Gives it to people and tells whether that was done; another node may have been first. */
    boolean give(String check, Trouble trouble, Instant now) {
        try {
            transaction.executeWithoutResult(status -> {
                var id = Ids.next();
                findings.add(
                        new WatchdogFindings.New(
                                id,
                                check,
                                trouble.key(),
                                trouble.kind(),
                                trouble.about(),
                                trouble.reason(),
                                trouble.step(),
                                trouble.count()),
                        now);
                var variables = variables(trouble);
                var instance = pathways.start(PROCESS, id, variables);
                audit.record(AuditEvent.of(
                                Kind.LEFT_BEHIND_FOUND,
                                (String) variables.get(PATIENT_ID),
                                id,
                                trouble.kind() + ":" + trouble.about())
                        .withProcessInstance(instance)
                        .with("reason=" + trouble.reason()));
            });
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Ends the work of a finding that is no longer so. */
    void takeBack(String id, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (findings.settle(id, WatchdogFindings.GONE, now)) {
                pathways.correlate(NO_LONGER_SO, id, Map.of());
            }
        });
    }

    private Map<String, Object> variables(Trouble trouble) {
        var variables = new HashMap<String, Object>();
        if (trouble.processInstanceId() != null) {
            variables.putAll(envelope(trouble.processInstanceId()));
        }
        put(variables, PATIENT_ID, trouble.patientId());
        put(variables, SITE, trouble.site());
        put(variables, SERVICE_LINE, trouble.serviceLine());
        // Staff of single sites see the work of a site only.
        variables.putIfAbsent(SITE, calendar.site(null).code());
        variables.put(PRIORITY, SOON);
        variables.put(KIND.name(), trouble.kind());
        variables.put(REASON.name(), trouble.reason());
        variables.put(ABOUT.name(), trouble.about());
        variables.put(ROLE.name(), told().group());
        put(
                variables,
                STEP.name(),
                trouble.step() == null
                        ? null
                        : AROUND_SEVERAL.matcher(trouble.step()).replaceAll(""));
        put(variables, QUEUE.name(), trouble.queue());
        put(variables, COUNT.name(), trouble.count());
        return variables;
    }

    private static void put(Map<String, Object> variables, String name, @Nullable Object value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private Role told() {
        return TOLD.stream()
                .filter(role -> !staff.members(role).isEmpty())
                .findFirst()
                .orElse(Role.CARE_COORDINATION);
    }

    private Map<String, String> envelope(String processInstanceId) {
        var envelope = new HashMap<String, String>();
        database.sql("""
                select NAME_, TEXT_ from ACT_RU_VARIABLE
                where PROC_INST_ID_ = :instance and EXECUTION_ID_ = :instance and TEXT_ is not null
                and NAME_ in ('patientId', 'reference', 'site', 'serviceLine')
                """).param("instance", processInstanceId).query(row -> {
            envelope.put(row.getString(1), row.getString(2));
        });
        return envelope;
    }
}
