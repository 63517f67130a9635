package care.handrail.walk;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.access.CurrentStaff;
import care.handrail.correspondence.LettersToPrint;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Pathways;
import care.handrail.pathways.WorkItemDrafts;
import care.handrail.pathways.WorkItems;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormField.Type;
import care.handrail.pathways.model.FormModel;
import care.handrail.patients.NhsNumber;
import care.handrail.referrals.InboundReferrals;
import care.handrail.referrals.ReferralNews;
import care.handrail.results.LabReport;
import care.handrail.results.ResultIntake;
import care.handrail.testing.EngineClock;
import care.handrail.testing.FormFiller;
import care.handrail.testing.NextNode;
import care.handrail.testing.TestStaff;
import care.handrail.testing.paths.Models;
import care.handrail.walk.Balance.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Referrals to us, referrals to others and results, and a clinic in which anything happens: staff answer at random, begin and
 * do not finish, or do nothing for weeks; services and laboratories tell early, late, twice or what cannot be; whoever
 * works, a person or the engine, may lose a transaction at its end, and a node that dies keeps its jobs until its lock
 * runs out. Now and then the node is stopped between two transactions, and a newly started one goes on from the database.
 *
 * <p>What it does not do: kill a process of the operating system. A transaction that is lost is rolled back, as the
 * database does for a client that is gone.
 */
final class RandomWalk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RandomWalk.class);

    private static final int ROUNDS = 30;
    private static final int ROUNDS_WITH_ARRIVALS = 20;
    private static final int MOST_PASSES = 200;

    /** From so many things on, it takes minutes. */
    private static final int LARGE = 100;

    /** Of a large walk; a small one has one, because each takes as long as fifty things. */
    private static final int RESTARTS = 6;

    /** As long as a node holds a job. */
    private static final Duration LOCK = Duration.ofSeconds(30);

    private static final List<String> NEWS = List.of(
            "received", "info-needed", "accepted", "rejected", "scheduled", "attended", "no-show", "report-back");
    private static final List<String> SERVICES =
            List.of("county-radiology", "city-cardiology", "valley-dermatology", "harbour-psychology");

    private static final Set<String> PRINTING = Set.of("PrintLetter", "PrintClinicalLetter");

    private record Person(String patientId, String reference, Map<String, Object> values, String order) {}

    /** The clinic's program while it runs. */
    private record Node(
            InboundReferrals referralsToUs,
            ReferralNews referrals,
            ResultIntake results,
            Pathways pathways,
            CareTeams careTeams,
            WorkItems workItems,
            WorkItemDrafts drafts,
            LettersToPrint letters,
            TaskService tasks,
            ManagementService jobs,
            TransactionTemplate transaction) {

        static Node of(BeanFactory beans) {
            return new Node(
                    beans.getBean(InboundReferrals.class),
                    beans.getBean(ReferralNews.class),
                    beans.getBean(ResultIntake.class),
                    beans.getBean(Pathways.class),
                    beans.getBean(CareTeams.class),
                    beans.getBean(WorkItems.class),
                    beans.getBean(WorkItemDrafts.class),
                    beans.getBean(LettersToPrint.class),
                    beans.getBean(TaskService.class),
                    beans.getBean(ManagementService.class),
                    beans.getBean(TransactionTemplate.class));
        }
    }

    private final Random random;
    private final int size;
    private final JdbcTemplate rows;
    private Node node;
    private @Nullable ConfigurableApplicationContext started;
    private final Map<String, FormModel> forms;

    private final Set<String> othersJobs;
    private final Set<String> others;
    private final Map<Kind, Long> rowsBefore;
    private final List<Person> people = new ArrayList<>();
    private final Map<String, Kind> things = new LinkedHashMap<>();
    private final List<LabReport> reports = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();

    RandomWalk(long seed, int size, BeanFactory beans) {
        this.random = new Random(seed);
        this.size = size;
        node = Node.of(beans);
        rows = beans.getBean(JdbcTemplate.class);
        forms = forms();
        others = Set.copyOf(rows.queryForList("select distinct PROC_INST_ID_ from ACT_RU_EXECUTION", String.class));
        othersJobs = Set.copyOf(rows.queryForList("select ID_ from ACT_RU_JOB", String.class));
        rowsBefore = rowsByKind();
    }

    /** Returns what was taken in, kind by id. */
    Map<String, Kind> things() {
        return things;
    }

    /** Returns how often what happened. */
    Map<String, Integer> told() {
        return counts;
    }

    /** Returns how often a job failed although nothing had made it fail. */
    Map<String, Integer> failures() {
        return failures;
    }

    Balance balance() {
        return Balance.of(things, others, rows);
    }

    /** Returns how many more rows there are of each kind than things were sent; empty when each was kept once. */
    Map<Kind, Long> notWhatWasSent() {
        var more = rowsByKind();
        rowsBefore.forEach((kind, before) -> more.merge(kind, -before, Long::sum));
        things.values().forEach(kind -> more.merge(kind, -1L, Long::sum));
        more.values().removeIf(count -> count == 0);
        return more;
    }

    void run() {
        // Always at the same hour of a week, so that deadlines fall as they did.
        EngineClock.set(today().with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .atTime(9, 0)
                .toInstant(ZoneOffset.UTC));
        meetPatients();
        int every = size < LARGE ? ROUNDS : ROUNDS / RESTARTS;
        for (int round = 0; round < ROUNDS; round++) {
            while (round < ROUNDS_WITH_ARRIVALS && things.size() < size * (round + 1) / ROUNDS_WITH_ARRIVALS) {
                arrive(pick(List.of(Kind.values())));
            }
            othersTell();
            staffWork();
            engineWorks(10);
            if (round % every == every / 2) {
                restart();
            }
            EngineClock.advance(Duration.ofMinutes(pick(List.of(1, 30, 60, 600, 1440, 5 * 1440, 20 * 1440))));
            if (size >= LARGE) {
                var sofar = balance();
                LOG.info(
                        "Round {} of {}: {} things, {} closed, {} open, lost: {}. {}",
                        round + 1,
                        ROUNDS,
                        things.size(),
                        sofar.closed(),
                        sofar.open(),
                        sofar.lost(),
                        counts);
            }
        }
        // What was told last is delivered before it is counted.
        EngineClock.advance(LOCK);
        engineWorks(0);
    }

    /** Registers those of whom the results are and whom clinicians refer. */
    void meetPatients() {
        while (people.size() < Math.max(2, size / 10)) {
            people.add(register());
        }
    }

    /** Sends one, and returns its id. */
    String arrive(Kind kind) {
        var id = switch (kind) {
            case REFERRAL_TO_US -> referralToUs();
            case REFERRAL -> referral();
            case RESULT -> result();
        };
        things.put(id, kind);
        return id;
    }

    private String referralToUs() {
        var values = new HashMap<String, Object>(someone());
        values.put("nhsNumber", nhsNumber());
        values.putAll(Map.of(
                "referralSender", pick(List.of("gp", "hospital", "other-provider")),
                "senderReference", "S-" + letters(16),
                "site", pick(List.of("north", "south")),
                "serviceLine", "physiotherapy",
                "referrerName", "Dr Example",
                "referrerAddress", "The surgery\nSampleford",
                "referralReason", "Knee pain."));
        List.of("dateOfBirth", "referrerAddress", "nhsNumber", "referralReason").forEach(field -> {
            if (chance(15)) {
                values.remove(field);
            }
        });
        var receipt = sent(() -> as("reception", () -> node.referralsToUs().take(values)));
        return Objects.requireNonNull(rows.queryForObject(
                "select ID from HR_INBOUND_REFERRAL where REFERENCE = ?", String.class, receipt.reference()));
    }

    private String referral() {
        var person = pick(people);
        Map<String, Object> reasons = Map.of(
                "reference", person.reference(),
                "referralService", pick(SERVICES),
                "urgency", pick(List.of("routine", "urgent")),
                "referralReason", "Low mood since the spring.");
        // A form that is sent again is another referral: only a crash is tried again.
        return withCrashes(() -> as("clinician", () -> node.pathways().submitStart("OutboundReferral", reasons)));
    }

    private String result() {
        var person = pick(people);
        var key = letters(20);
        var report = !reports.isEmpty() && chance(15) ? corrected(pick(reports)) : report(person);
        reports.add(report);
        return sent(() -> as("reception", () -> node.results().receive(key, report)))
                .id();
    }

    private LabReport report(Person person) {
        var said = new HashMap<>(person.values());
        if (chance(20)) {
            said.put(pick(List.of("surname", "dateOfBirth", "nhsNumber")), null);
        }
        if (chance(10)) {
            said.putAll(pick(people).values());
        }
        return new LabReport(
                "LAB-" + letters(16),
                pick(List.of("preliminary", "final")),
                chance(20) ? null : person.order(),
                EngineClock.now().toString(),
                null,
                new LabReport.Code(null, null, "HbA1c"),
                null,
                new LabReport.Subject(
                        (String) said.get("nhsNumber"),
                        (String) said.get("surname"),
                        (String) said.get("givenName"),
                        (String) said.get("dateOfBirth")),
                List.of(),
                "HbA1c 48 mmol/mol",
                chance(10));
    }

    private LabReport corrected(LabReport earlier) {
        return new LabReport(
                earlier.identifier(),
                pick(List.of("final", "amended", "corrected", "entered-in-error")),
                earlier.basedOn(),
                EngineClock.now().toString(),
                null,
                earlier.code(),
                null,
                earlier.subject(),
                List.of(),
                "HbA1c 84 mmol/mol",
                null);
    }

    /** Services tell anything, whether it can be true or not. */
    private void othersTell() {
        var ended = Set.copyOf(
                rows.queryForList("select ID from HR_OUTBOUND_REFERRAL where ENDED_AT is not null", String.class));
        things.forEach((id, kind) -> {
            if (kind == Kind.REFERRAL && chance(ended.contains(id) ? 3 : 25)) {
                var news = pick(NEWS);
                var day = news.equals("scheduled") ? today().plusDays(random.nextInt(40)) : null;
                var key = letters(20);
                sent(() -> as("reception", () -> node.referrals().receive(id, key, null, news, day, "They say so.")));
            }
        });
    }

    /** Whoever comes by does some of what is open of referrals and results. */
    private void staffWork() {
        var episodes = Set.copyOf(rows.queryForList("select ID from HR_EPISODE", String.class));
        var businessKeys = new HashMap<String, String>();
        rows.query("select ID_, BUSINESS_KEY_ from ACT_RU_EXECUTION where PARENT_ID_ is null", row -> {
            businessKeys.put(row.getString(1), row.getString(2));
        });
        var queues = new HashMap<String, Set<String>>();
        rows.query("select TASK_ID_, GROUP_ID_ from ACT_RU_IDENTITYLINK where TYPE_ = 'candidate'", row -> {
            queues.computeIfAbsent(row.getString(1), id -> new HashSet<>()).add(row.getString(2));
        });
        var items = node.tasks().createTaskQuery().initializeFormKeys().list().stream()
                .collect(Collectors.toMap(Task::getId, item -> item));
        // As they came, and not by their ids, which are others every time.
        for (var id : rows.queryForList("select ID_ from ACT_RU_TASK order by CREATE_TIME_, _ROWID_", String.class)) {
            var item = Objects.requireNonNull(items.get(id));
            boolean ofThing = !others.contains(item.getProcessInstanceId())
                    && !episodes.contains(businessKeys.getOrDefault(item.getProcessInstanceId(), ""));
            // What somebody else did may have taken it away.
            if (ofThing && chance(60) && isThere("ACT_RU_TASK", id)) {
                work(item, queues.getOrDefault(item.getId(), Set.of()));
            }
        }
    }

    private void work(Task item, Set<String> queues) {
        var staff = new ArrayList<>(TestStaff.roles().entrySet().stream()
                .filter(person -> item.getAssignee() == null
                        ? queues.contains(person.getValue().group())
                        : person.getKey().equals(item.getAssignee()))
                .map(Map.Entry::getKey)
                .toList());
        Collections.shuffle(staff, random);
        for (var person : staff) {
            try {
                as(person, () -> {
                    if (item.getAssignee() == null) {
                        node.workItems().claim(item.getId());
                    }
                    answer(item);
                    return person;
                });
                return;
            } catch (AccessRefusedException e) {
                count("refused to " + person + ": " + item.getTaskDefinitionKey());
            } catch (InvalidFormException e) {
                count("refused: " + item.getTaskDefinitionKey() + " "
                        + e.problems().keySet());
                return;
            } catch (BadUserRequestException e) {
                // The state of things has moved on; somebody answers otherwise another time.
                count("refused by a rule: " + item.getTaskDefinitionKey());
                return;
            }
        }
    }

    private void answer(Task item) {
        if (chance(10)) {
            count("claimed and left");
            return;
        }
        var form = Objects.requireNonNull(
                forms.get(item.getCamundaFormRef().getKey()), () -> item.getTaskDefinitionKey() + " has no form");
        var answers = answers(form, node.workItems().open(item.getId()));
        if (chance(10)) {
            count("draft kept and left");
            node.drafts().save(item.getId(), answers);
            return;
        }
        if (PRINTING.contains(form.id())) {
            node.letters().mine();
        }
        withCrashes(() -> {
            node.workItems().submit(item.getId(), answers);
            return item;
        });
        count("done");
    }

    /** Returns what the form shows, and something at random where one may choose. */
    private Map<String, Object> answers(FormModel form, Map<String, Object> shown) {
        var given = new HashMap<String, Object>();
        form.fields().stream()
                .filter(field -> !field.ignored() && !isChoice(field) && shown.get(field.key()) instanceof String)
                .forEach(field -> given.put(field.key(), shown.get(field.key())));
        var answers = FormFiller.everything(
                form, given, field -> isChoice(field) ? Optional.of(pick(field.options())) : Optional.empty());
        form.fields().stream().filter(field -> field.isHidden(answers)).forEach(field -> answers.remove(field.key()));
        return answers;
    }

    private static boolean isChoice(FormField field) {
        return field.type() == Type.RADIO || field.type() == Type.SELECT;
    }

    /**
     * As a node does it: what is due and locked by nobody. One that dies in the middle leaves its lock behind.
     *
     * @param dying in how many of a hundred jobs
     */
    private void engineWorks(int dying) {
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            var now = Timestamp.from(EngineClock.now());
            var due = new ArrayList<>(rows.queryForList("""
                    select ID_ from ACT_RU_JOB where RETRIES_ > 0 and SUSPENSION_STATE_ = 1
                      and (DUEDATE_ is null or DUEDATE_ <= ?) and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ < ?)
                    order by CREATE_TIME_, _ROWID_
                    """, String.class, now, now));
            due.removeAll(othersJobs);
            if (due.isEmpty()) {
                return;
            }
            due.forEach(id -> runJob(id, dying));
        }
        throw new AssertionError("jobs go on becoming due");
    }

    private void runJob(String id, int dying) {
        if (!isThere("ACT_RU_JOB", id)) {
            return; // An earlier one has taken it along.
        }
        try {
            if (chance(dying)) {
                count("jobs lost at their end");
                crash(() -> {
                    node.jobs().executeJob(id);
                    return id;
                });
                rows.update(
                        "update ACT_RU_JOB set LOCK_OWNER_ = 'dead-node', LOCK_EXP_TIME_ = ? where ID_ = ?",
                        Timestamp.from(EngineClock.now().plus(LOCK)),
                        id);
            } else {
                node.jobs().executeJob(id);
                count("jobs run");
            }
        } catch (RuntimeException e) {
            failures.merge(e.toString(), 1, Integer::sum);
        }
    }

    private boolean isThere(String table, String id) {
        return !rows.queryForList("select ID_ from " + table + " where ID_ = ?", id)
                .isEmpty();
    }

    /** Ends this node, and has another go on that knows nothing but the database. */
    private void restart() {
        count("restart");
        close();
        started = NextNode.start();
        node = Node.of(started);
    }

    /** Ends the node that was started last. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }

    /** Sends it, and again when the sender did not hear the answer. */
    private <T> T sent(Supplier<T> message) {
        var answer = message.get();
        if (chance(20)) {
            count("sent twice");
            return message.get();
        }
        return answer;
    }

    private <T> T withCrashes(Supplier<T> work) {
        if (chance(10)) {
            count("work lost at its end");
            crash(work);
        }
        return work.get();
    }

    /** Does the work, and loses its transaction when all but the commit is done. */
    private void crash(Supplier<?> work) {
        node.transaction().executeWithoutResult(status -> {
            var unused = work.get();
            status.setRollbackOnly();
        });
    }

    private Person register() {
        var values = new HashMap<String, Object>(someone());
        values.put("nhsNumber", nhsNumber());
        var enquiry = new HashMap<String, Object>(values);
        enquiry.putAll(
                Map.of("site", "north", "serviceLine", "general-practice", "source", "patient", "priority", "routine"));
        var start = Objects.requireNonNull(forms.get("StartEnquiry"));
        var episode =
                as("reception", () -> node.pathways().submitStart("PatientPathway", FormFiller.needed(start, enquiry)));
        var row = rows.queryForMap("select PATIENT_ID, REFERENCE from HR_EPISODE where ID = ?", episode);
        var patient = String.valueOf(row.get("PATIENT_ID"));
        var reference = String.valueOf(row.get("REFERENCE"));
        node.careTeams().begin(patient, "clinician", Reason.NAMED, "walk-" + patient, null, null);
        var order = as(
                "clinician",
                () -> node.pathways()
                        .submitStart(
                                "TestOrder",
                                Map.of(
                                        "reference",
                                        reference,
                                        "testKind",
                                        "laboratory",
                                        "orderedTest",
                                        "HbA1c",
                                        "resultExpectedBy",
                                        today().plusDays(7).toString())));
        var number = rows.queryForObject("select NUMBER from HR_TEST_ORDER where ID = ?", String.class, order);
        return new Person(patient, reference, values, Objects.requireNonNull(number));
    }

    private Map<String, Object> someone() {
        return Map.of(
                "givenName", "Q" + letters(8),
                "surname", "Q" + letters(8),
                "dateOfBirth",
                        LocalDate.of(1930, 1, 1)
                                .plusDays(random.nextInt(25_000))
                                .toString(),
                "phone", "01632 " + (100_000 + random.nextInt(800_000)));
    }

    private String nhsNumber() {
        while (true) {
            var number = "999" + (1_000_000 + random.nextInt(9_000_000));
            if (NhsNumber.of(number).isPresent()) {
                return number;
            }
        }
    }

    private Map<Kind, Long> rowsByKind() {
        var found = new TreeMap<Kind, Long>();
        for (var kind : Kind.values()) {
            found.put(kind, rows.queryForObject("select count(*) from " + kind.table(), Long.class));
        }
        return found;
    }

    private static Map<String, FormModel> forms() {
        return Models.ofProduct().files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".form"))
                .map(file -> FormModel.read(
                        file.getKey().substring(file.getKey().lastIndexOf('/') + 1),
                        file.getValue().getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.toMap(FormModel::id, form -> form));
    }

    private static <T> T as(String userId, Supplier<T> work) {
        var role = Objects.requireNonNull(TestStaff.roles().get(userId), userId);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        userId, null, AuthorityUtils.createAuthorityList(CurrentStaff.ROLE_PREFIX + role.group())));
        try {
            return work.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String letters(int count) {
        return random.ints(count, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(EngineClock.now(), ZoneOffset.UTC);
    }
}
