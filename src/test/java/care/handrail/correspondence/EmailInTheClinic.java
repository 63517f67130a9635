package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.consent.Use;
import care.handrail.correspondence.EmailProperties.Tls;
import care.handrail.correspondence.Intent.About;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Watched;
import care.handrail.patients.Patients;
import care.handrail.shared.Ids;
import care.handrail.testing.EmailSwitch;
import care.handrail.testing.EngineClock;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** E-mail out of the whole clinic to a real mail server; on whichever database the subclass runs. */
abstract class EmailInTheClinic {

    @Autowired
    private Correspondence correspondence;

    @Autowired
    private ChannelOutages outages;

    @Autowired
    private EmailSwitch email;

    @Autowired
    private Patients patients;

    @Autowired
    private LetterStore letters;

    @Autowired
    private RuntimeService processes;

    @Autowired
    private TaskService workItems;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private DispatchTable table;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private List<Watched> watched;

    @Autowired
    private PlatformTransactionManager transactions;

    private final List<String> ids = new ArrayList<>();
    private final Instant start = Instant.now();
    private GreenMail server;
    private String patient;

    @BeforeEach
    void setUp() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        email.on(new EmailCarrier(
                new EmailProperties("127.0.0.1", port, Tls.NONE, "", "", "clinic@clinic.example.org", "")));
        patient = patient(Map.of("email", "ottoline@example.org"));
    }

    @AfterEach
    void tearDown() {
        email.off();
        server.stop();
        rows.update("delete from hr_channel_outage");
    }

    @Test
    void afterTwoHoursWithoutAMailServerEverythingIsSentOnceOrNotedOrOwned() {
        EngineClock.set(start);
        for (int n = 0; n < 4; n++) {
            ask(patient, null);
            ask(patient, start.plus(Duration.ofHours(1)));
            ask(patient, start.plus(Duration.ofDays(1)));
        }
        var unreachable = patient(Map.of());
        ask(unreachable, null);
        ask(unreachable, start.plus(Duration.ofDays(1)));

        for (var passed = Duration.ZERO; passed.compareTo(Duration.ofHours(2)) < 0; passed = passed.plusMinutes(5)) {
            EngineClock.set(start.plus(passed));
            runJobs();
            outages.look();
            assertThat(alarms()).hasSize(passed.compareTo(ChannelOutages.PATIENCE) < 0 ? 0 : 1);
        }
        assertThat(states())
                .isEqualTo(Map.of(
                        DispatchState.WAITING, 8L, DispatchState.SUPPRESSED_STALE, 4L, DispatchState.FAILED, 2L));

        server.start();
        for (var passed = Duration.ofHours(2);
                passed.compareTo(Duration.ofHours(5)) < 0;
                passed = passed.plusMinutes(30)) {
            EngineClock.set(start.plus(passed));
            runJobs();
            outages.look();
        }
        // Created = sent + noted as stale + dead letters, each of which is a work item.
        assertThat(states())
                .isEqualTo(
                        Map.of(DispatchState.SENT, 8L, DispatchState.SUPPRESSED_STALE, 4L, DispatchState.FAILED, 2L));
        assertThat(received()).hasSize(8).doesNotHaveDuplicates();
        assertThat(openItems()).containsExactly("Task_SortOutUndelivered", "Task_SortOutUndelivered");
        assertThat(alarms()).isEmpty();
        assertThat(watched.stream()
                        .filter(kind -> kind.kind().equals("letter"))
                        .findFirst()
                        .orElseThrow()
                        .tally()
                        .difference())
                .isZero();
    }

    @Test
    void whatComesBackIsSomebodysWorkAndWhoeverWaitedIsTold() throws Exception {
        server.start();
        server.setUser(ReturnedMailTests.MAILBOX, "returns", "Sesame-7");
        var waiting = Ids.next();
        var id = ask(patient, null, waiting);
        runJobs();
        assertThat(table.find(id).orElseThrow().state()).isEqualTo(DispatchState.SENT);
        assertThat(openItems()).isEmpty();
        assertThat(told(waiting)).containsExactly(id + ":sent");

        ReturnedMailTests.arrivesAt(server, ReturnedMailTests.notice(id, "failed"));
        var returned = new ReturnedMail(
                new ReturnsProperties("127.0.0.1", server.getImap().getPort(), false, "returns", "Sesame-7"));
        returned.read(correspondence::bounced);
        correspondence.bounced(id);
        correspondence.bounced("nobodys");
        runJobs();
        assertThat(openItems()).containsExactly("Task_SortOutUndelivered");
        decide(id, "give-up");
        assertThat(openItems()).isEmpty();
        assertThat(told(waiting)).containsExactly(id + ":bounced", id + ":sent");
    }

    @Test
    void whoeverKnowsThatItWasSentIsNotToldThatItWasPostedAfterwards() {
        server.start();
        var waiting = Ids.next();
        var id = ask(patient, null, waiting);
        runJobs();
        correspondence.bounced(id);
        runJobs();
        decide(id, "arrived");
        assertThat(table.find(id).orElseThrow().state()).isEqualTo(DispatchState.SENT);
        assertThat(told(waiting)).containsExactly(id + ":sent");
    }

    @Test
    void whatNobodyAnswersOfIsSomebodysWork() {
        server.start();
        var id = ask(patient, null);
        runJobs();
        correspondence.neverAnswered(id, table.find(id).orElseThrow().changedAt());
        runJobs();
        assertThat(openItems()).containsExactly("Task_SortOutUndelivered");
        decide(id, "arrived");
        assertThat(table.find(id).orElseThrow().state()).isEqualTo(DispatchState.SENT);
    }

    private String patient(Map<String, Object> contact) {
        return new TransactionTemplate(transactions).execute(status -> {
            var id = patients.open();
            letters.write(
                    new LetterKey(id, Ids.next(), "StartEnquiry", Ids.next()),
                    Map.of(
                            DataClass.IDENTITY,
                            Map.of("givenName", "Ottoline", "surname", "Quarrie"),
                            DataClass.CONTACT,
                            new HashMap<>(contact)),
                    "reception");
            return id;
        });
    }

    private String ask(String of, @Nullable Instant sendBefore) {
        return ask(of, sendBefore, null);
    }

    private String ask(String of, @Nullable Instant sendBefore, @Nullable String tell) {
        var id = new TransactionTemplate(transactions)
                .execute(status -> correspondence.send(new Intent(
                        Ids.next(),
                        new Use("reminders", "patient", "email"),
                        "AppointmentReminder",
                        1,
                        new About(of, null, "north", "general-practice", "K7QM-2XWD"),
                        null,
                        Map.of(
                                DataClass.CONTACT,
                                Map.of(
                                        "appointmentWhen", "Monday at nine",
                                        "appointmentWhere", "North clinic",
                                        "clinicPhone", "01632 960000")),
                        List.of(),
                        sendBefore,
                        tell)));
        ids.add(id);
        return id;
    }

    /** Decides as a person would, without the form. */
    private void decide(String id, String decision) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            correspondence.decide(id, decision);
            correspondence.tell(id);
        });
        instances(id).forEach(instance -> processes.deleteProcessInstance(instance, "decided", true));
    }

    /** Runs what is due of what was asked for; a try that fails is tried again later. */
    private void runJobs() {
        for (var id : ids) {
            for (var instance : instances(id)) {
                for (var job : jobs.createJobQuery()
                        .processInstanceId(instance)
                        .messages()
                        .executable()
                        .list()) {
                    try {
                        jobs.executeJob(job.getId());
                    } catch (RuntimeException e) {
                        assertThat(e).hasMessageContaining("Not sent yet");
                    }
                }
            }
        }
    }

    private Map<DispatchState, Long> states() {
        var states = new TreeMap<DispatchState, Long>();
        ids.forEach(id -> states.merge(table.find(id).orElseThrow().state(), 1L, Long::sum));
        return states;
    }

    private List<String> received() {
        return Stream.of(server.getReceivedMessages())
                .map(message -> {
                    try {
                        return message.getMessageID();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private List<String> openItems() {
        return ids.stream()
                .flatMap(id -> workItems.createTaskQuery().processInstanceBusinessKey(id).list().stream())
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    private List<Task> alarms() {
        return workItems
                .createTaskQuery()
                .taskDefinitionKey("Task_RestoreChannel")
                .taskCandidateGroup("practice-manager")
                .list();
    }

    private List<String> instances(String id) {
        return processes.createProcessInstanceQuery().processInstanceBusinessKey(id).list().stream()
                .map(instance -> instance.getId())
                .toList();
    }

    private List<String> told(String key) {
        return rows
                .queryForList(
                        "select VARIABLES from INBOUND_MESSAGE where EPISODE_ID = ? order by VARIABLES",
                        String.class,
                        key)
                .stream()
                .map(EmailInTheClinic::idAndOutcome)
                .sorted()
                .toList();
    }

    private static String idAndOutcome(String variables) {
        var id = variables.replaceAll("(?s).*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}).*", "$1");
        return id + ":" + (variables.contains("bounced") ? "bounced" : variables.contains("sent") ? "sent" : "?");
    }
}
