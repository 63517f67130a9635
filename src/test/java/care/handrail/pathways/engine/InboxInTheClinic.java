package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.DataClass;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.pathways.LetterStore;
import care.handrail.shared.Ids;
import care.handrail.testing.DueJobs;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox with the clinic's own models, records, audit trail and transactions. */
abstract class InboxInTheClinic {

    @Autowired
    private Inbox inbox;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private LetterStore letters;

    @Autowired
    private DueJobs dueJobs;

    @Autowired
    private JdbcClient database;

    private final String episode = Ids.next();
    private final String patient = Ids.next();

    @Test
    void bringsAnAnswerAndItsLetterToTheHoldUpThatWaits() {
        runtime.createProcessInstanceByKey("HoldUp")
                .businessKey(episode)
                .startBeforeActivity("Gateway_AnswerAwaited")
                .setVariables(Map.of("patientId", patient, "reference", "K7QM-2XWD", "site", "north"))
                .execute();
        var receipt = receive();
        dueJobs.run();

        var check = task("Task_CheckInformation");
        assertThat(state(receipt)).isEqualTo("CORRELATED");
        assertThat(letters.latest(patient, episode, Set.of("phone"), Set.of(DataClass.CONTACT)))
                .containsEntry("phone", "07700 900123");
        assertThat(audited()).isEqualTo(2);
        assertThat(tasks.getVariable(check.getId(), "reference")).isEqualTo("K7QM-2XWD");
        assertThat(check.getPriority()).isEqualTo(UrgencyExpression.ROUTINE);
        assertThat(jobs.createJobQuery()
                        .processInstanceId(check.getProcessInstanceId())
                        .singleResult()
                        .getDuedate())
                .isEqualTo(check.getDueDate());
    }

    @Test
    void showsAnAnswerToAnEpisodeThatIsOverToCareCoordination() {
        var receipt = receive();
        dueJobs.run();
        assertThat(state(receipt)).isEqualTo("IN_REVIEW");
        assertThat(tasks.getVariable(task("Task_SortMessage").getId(), "inboundReason"))
                .isEqualTo("episode-over");
    }

    private Inbox.Receipt receive() {
        return inbox.receive(new InboundMessage(
                "InformationReceived",
                episode,
                patient,
                "K7QM-2XWD",
                "north",
                "general-practice",
                Ids.next(),
                Map.of(),
                Map.of(DataClass.CONTACT, Map.of("phone", "07700 900123"))));
    }

    private Task task(String step) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(episode)
                .taskDefinitionKey(step)
                .singleResult();
    }

    private String state(Inbox.Receipt receipt) {
        return database.sql("select STATE from INBOUND_MESSAGE where ID = ?")
                .param(receipt.id())
                .query(String.class)
                .single();
    }

    private int audited() {
        return database.sql("select count(*) from AUDIT_EVENT where EPISODE_ID = ? and KIND like 'MESSAGE%'")
                .param(episode)
                .query(Integer.class)
                .single();
    }
}
