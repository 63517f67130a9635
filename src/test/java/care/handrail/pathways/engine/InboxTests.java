package care.handrail.pathways.engine;

import static care.handrail.pathways.engine.InboxClinic.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Inbox;
import care.handrail.testing.RoomDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Nothing that others tell us is lost, and nothing is acted on twice. */
class InboxTests {

    @Nested
    class OnH2 extends Promises {

        @Override
        DataSource database() {
            return RoomDatabase.h2("pathways/002-inbox");
        }
    }

    @Nested
    class OnPostgres extends Promises {

        @Override
        DataSource database() {
            return RoomDatabase.postgres("pathways/002-inbox");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Promises {

        private static final Instant NOON =
                Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));

        private DataSource source;
        private InboxClinic clinic;
        private Instant now = NOON;

        abstract DataSource database();

        @BeforeAll
        void open() {
            source = database();
            clinic = new InboxClinic(source);
        }

        @AfterAll
        void close() {
            clinic.close();
        }

        @BeforeEach
        void begin() {
            at(NOON);
        }

        @AfterEach
        void clear() {
            clinic.whileNoting = () -> {};
            clinic.noted.clear();
            clinic.audit.events.clear();
            clinic.inboxJobs()
                    .forEach(job -> clinic.engine.getManagementService().deleteJob(job.getId()));
            clinic.database.sql("delete from INBOUND_MESSAGE").update();
            clinic.database.sql("delete from LETTER").update();
            ClockUtil.reset();
        }

        // In time.

        @Test
        void storesTheMessageItsLetterAndItsJobTogether() {
            var episode = clinic.waitingEpisode();
            var receipt = clinic.inbox.receive(message(episode, key(), "07700 900123"));
            assertThat(receipt.receivedAt()).isEqualTo(NOON);
            assertThat(clinic.row(receipt.id())).containsEntry("STATE", "PENDING");
            assertThat(clinic.database
                            .sql("select WORK_ITEM, FORM, TEXT from LETTER")
                            .query()
                            .singleRow())
                    .containsValues(receipt.id(), "InformationReceived", "{CONTACT={phone=07700 900123}}");
            assertThat(clinic.dueJobs()).hasSize(1);
            assertThat(clinic.noted).as("not before the job").isEmpty();
        }

        @Test
        void deliversToTheProcessThatWaits() {
            var episode = clinic.waitingEpisode();
            var receipt = clinic.inbox.receive(message(episode, key(), "text"));
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(episode);
            assertThat(clinic.openSteps(episode)).containsExactly("Task_Check");
            assertThat(clinic.row(receipt.id())).containsEntry("STATE", "CORRELATED");
            assertThat(clinic.inboxJobs()).isEmpty();
            assertThat(clinic.audit.events)
                    .extracting(event -> event.kind())
                    .contains(Kind.MESSAGE_RECEIVED, Kind.MESSAGE_CORRELATED);
        }

        @Test
        void handsTheVariablesToTheProcess() {
            var episode = clinic.waitingEpisode();
            var plain = message(episode, key(), "text");
            clinic.inbox.receive(with(plain, Map.of("incompleteReason", "missing-surname")));
            clinic.runDueJobs();
            var asking = clinic.engine
                    .getRuntimeService()
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(episode)
                    .processDefinitionKey("Asking")
                    .singleResult();
            assertThat(clinic.engine.getRuntimeService().getVariable(asking.getId(), "incompleteReason"))
                    .isEqualTo("missing-surname");
        }

        @Test
        void givesAProcessNoNewsOfAnythingElseThanItWaitsFor() {
            var episode = clinic.waitingEpisode();
            var runtime = clinic.engine.getRuntimeService();
            var asking = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(episode)
                    .processDefinitionKey("Asking")
                    .singleResult()
                    .getId();
            runtime.setVariable(asking, "incompleteReason", "missing-surname");
            var another = clinic.inbox.receive(
                    with(message(episode, key(), "other"), Map.of("incompleteReason", "missing-phone")));
            clinic.runDueJobs();
            assertThat(clinic.noted).isEmpty();
            assertThat(clinic.row(another.id())).containsEntry("STATE", "PENDING");
            var awaited = clinic.inbox.receive(
                    with(message(episode, key(), "this"), Map.of("incompleteReason", "missing-surname")));
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(episode);
            assertThat(clinic.row(awaited.id())).containsEntry("STATE", "CORRELATED");
            at(now.plus(InboxClinic.PATIENCE));
            clinic.runDueJobs();
            assertThat(clinic.row(another.id())).containsEntry("STATE", "IN_REVIEW");
        }

        // Early.

        @Test
        void keepsAnEarlyMessageAndTriesItLessAndLessOften() {
            var receipt = clinic.inbox.receive(message(clinic.openEpisode(), key(), "early"));
            var gaps = new ArrayList<Duration>();
            for (int i = 0; i < 8; i++) {
                clinic.runDueJobs();
                var next = onlyJob().getDuedate().toInstant();
                gaps.add(Duration.between(now, next));
                at(next);
            }
            assertThat(gaps)
                    .startsWith(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45))
                    .isSorted()
                    .endsWith(Duration.ofHours(1));
            assertThat(clinic.row(receipt.id()))
                    .containsEntry("STATE", "PENDING")
                    .containsEntry("ATTEMPTS", 8);
        }

        @Test
        void deliversAnEarlyMessageAsSoonAsTheProcessWaits() {
            var episode = clinic.openEpisode();
            clinic.inbox.receive(message(episode, key(), "early"));
            clinic.runDueJobs();
            assertThat(clinic.dueJobs()).isEmpty();
            clinic.complete(episode, "Task_Ask");
            assertThat(clinic.dueJobs()).hasSize(1);
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(episode);
            at(now.plus(InboxClinic.PATIENCE));
            clinic.runDueJobs();
            assertThat(clinic.noted)
                    .as("the message's own job finds it settled")
                    .containsExactly(episode);
            assertThat(clinic.inboxJobs()).isEmpty();
        }

        @Test
        void asksNothingMoreOfAProcessThatWaitsForOtherEpisodes() {
            clinic.inbox.receive(message(clinic.openEpisode(), key(), "early"));
            clinic.runDueJobs();
            clinic.waitingEpisode();
            assertThat(clinic.dueJobs()).isEmpty();
        }

        // Twice.

        @Test
        void answersARepetitionAlikeAndActsOnce() {
            var episode = clinic.waitingEpisode();
            var key = key();
            var first = clinic.inbox.receive(message(episode, key, "text"));
            at(now.plusSeconds(60));
            assertThat(clinic.inbox.receive(message(episode, key, "text"))).isEqualTo(first);
            clinic.runDueJobs();
            assertThat(clinic.inbox.receive(message(episode, key, "text"))).isEqualTo(first);
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(episode);
            assertThat(clinic.count("INBOUND_MESSAGE")).isEqualTo(1);
            assertThat(clinic.count("LETTER")).isEqualTo(1);
        }

        @Test
        void refusesAKnownKeyWithAnotherContent() {
            var episode = clinic.waitingEpisode();
            var key = key();
            clinic.inbox.receive(message(episode, key, "text"));
            for (var other : List.of(
                    message(episode, key, "another text"),
                    message("another-episode", key, "text"),
                    with(message(episode, key, "text"), Map.of("incompleteReason", "missing-surname")))) {
                assertThatThrownBy(() -> clinic.inbox.receive(other))
                        .isInstanceOf(Inbox.DifferentMessageException.class)
                        .hasMessageContaining("use a new key");
            }
            assertThat(clinic.count("LETTER")).isEqualTo(1);
        }

        @Test
        void storesOnceWhatComesManyTimesAtTheSameMoment() throws Exception {
            var episode = clinic.waitingEpisode();
            var key = key();
            var receipts = together(8, () -> clinic.inbox.receive(message(episode, key, "text")));
            assertThat(receipts).containsOnly(receipts.get(0));
            assertThat(clinic.count("INBOUND_MESSAGE")).isEqualTo(1);
            assertThat(clinic.count("LETTER")).isEqualTo(1);
            assertThat(clinic.inboxJobs()).hasSize(1);
        }

        @Test
        void deliversOnceWhenSeveralJobsTryAtTheSameMoment() throws Exception {
            var episode = clinic.openEpisode();
            clinic.inbox.receive(message(episode, key(), "early"));
            clinic.complete(episode, "Task_Ask");
            var jobs = new LinkedBlockingQueue<>(clinic.dueJobs());
            assertThat(jobs).hasSize(2);
            together(2, () -> {
                clinic.run(jobs.take().getId());
                return true;
            });
            at(now.plus(InboxClinic.PATIENCE));
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(episode);
            assertThat(clinic.openSteps(episode)).containsExactly("Task_Check");
        }

        // Late, or for nobody.

        @Test
        void showsAMessageForAnEpisodeThatIsOver() {
            var episode = clinic.openEpisode();
            clinic.engine
                    .getRuntimeService()
                    .createMessageCorrelation("EpisodeEnded")
                    .processInstanceBusinessKey(episode)
                    .correlate();
            var receipt = clinic.inbox.receive(message(episode, key(), "late"));
            clinic.runDueJobs();
            assertInReview(episode, receipt.id(), "episode-over");
            var second = clinic.inbox.receive(message(episode, key(), "later"));
            clinic.runDueJobs();
            assertThat(clinic.row(second.id()))
                    .as("the review of the first is not the episode")
                    .containsEntry("REASON", "episode-over");
        }

        @Test
        void leavesAMessageForAnEpisodeThatIsOverToTheRoomThatGoesOnWithIt() {
            var episode = clinic.openEpisode();
            clinic.engine
                    .getRuntimeService()
                    .createMessageCorrelation("EpisodeEnded")
                    .processInstanceBusinessKey(episode)
                    .correlate();
            clinic.goesOn.put(episode, "process-2");
            var late = clinic.inbox.receive(message(episode, key(), "late"));
            clinic.runDueJobs();
            assertThat(clinic.row(late.id())).containsEntry("STATE", "CORRELATED");
            assertThat(clinic.openSteps(episode)).isEmpty();
        }

        @Test
        void showsAMessageThatComesAfterItsDeadline() {
            var episode = clinic.waitingEpisode();
            passTheDeadline();
            var receipt = clinic.inbox.receive(message(episode, key(), "late"));
            clinic.runDueJobs();
            assertInReview(episode, receipt.id(), "deadline-passed");
        }

        @Test
        void showsAMessageThatNobodyWaitsForWhenPatienceIsOver() {
            var episode = clinic.openEpisode();
            var receipt = clinic.inbox.receive(message(episode, key(), "unasked"));
            int tries = 0;
            while ("PENDING".equals(clinic.row(receipt.id()).get("STATE"))) {
                clinic.runDueJobs();
                tries++;
                if (!clinic.inboxJobs().isEmpty()) {
                    at(onlyJob().getDuedate().toInstant());
                }
            }
            assertThat(now).isEqualTo(NOON.plus(InboxClinic.PATIENCE));
            assertThat(tries).isLessThan(15);
            assertInReview(episode, receipt.id(), "nobody-waits");
        }

        @Test
        void keepsALastingMessageUntilTheProcessWaitsAgainOrIsOver() {
            try (var lasting = new InboxClinic(source, Set.of("InformationReceived"))) {
                at(NOON);
                var episode = lasting.waitingEpisode();
                passTheDeadline();
                var between = lasting.inbox.receive(message(episode, key(), "between two waits"));
                for (int hours = 0; hours < 72; hours++) {
                    lasting.runDueJobs();
                    at(now.plus(Duration.ofHours(1)));
                }
                assertThat(lasting.row(between.id())).containsEntry("STATE", "PENDING");
                assertThat(lasting.inbox.waiting(episode, "InformationReceived"))
                        .containsExactly(new Inbox.Waiting(between.receivedAt(), Map.of()));
                lasting.engine.getRuntimeService().startProcessInstanceByKey("Asking", episode);
                lasting.complete(episode, "Task_Ask");
                lasting.runDueJobs();
                assertThat(lasting.noted).containsExactly(episode);
                assertThat(lasting.inbox.waiting(episode, "InformationReceived"))
                        .isEmpty();
                var late = lasting.inbox.receive(message(episode, key(), "late"));
                lasting.complete(episode, "Task_Check");
                lasting.complete(episode, "Task_GoOn");
                at(now.plus(Duration.ofHours(1)));
                lasting.runDueJobs();
                assertThat(lasting.row(late.id())).containsEntry("REASON", "episode-over");
            }
        }

        private void passTheDeadline() {
            at(now.plus(Duration.ofDays(7)));
            clinic.engine
                    .getManagementService()
                    .createJobQuery()
                    .activityId("CatchEvent_DeadlinePassed")
                    .executable()
                    .list()
                    .forEach(job -> clinic.engine.getManagementService().executeJob(job.getId()));
        }

        @Test
        void showsAMessageForWhichTwoStepsWait() {
            var episode = clinic.waitingEpisode();
            clinic.engine.getRuntimeService().startProcessInstanceByKey("Episode", episode);
            clinic.complete(episode, "Task_Ask");
            var receipt = clinic.inbox.receive(message(episode, key(), "ambiguous"));
            clinic.runDueJobs();
            assertInReview(episode, receipt.id(), "ambiguous");
        }

        @Test
        void showsAMessageThatTheProcessCannotTake() {
            var episode = clinic.waitingEpisode();
            clinic.whileNoting = () -> {
                throw new IllegalStateException("John Smith cannot be noted");
            };
            var receipt = clinic.inbox.receive(message(episode, key(), "text"));
            for (int failures = 1; failures <= InboxJobHandler.MOST_FAILURES; failures++) {
                clinic.runDueJobs();
                assertThat(clinic.row(receipt.id()))
                        .containsEntry("STATE", "PENDING")
                        .containsEntry("FAILURES", failures);
                var job = onlyJob();
                assertThat(job.getRetries()).as("the job never gives up").isPositive();
                assertThat(job.getExceptionMessage())
                        .as("what went wrong may name the patient")
                        .isNull();
                at(job.getDuedate().toInstant());
            }
            clinic.runDueJobs();
            assertInReview(episode, receipt.id(), "not-deliverable");
            assertThat(clinic.engine.getRuntimeService().createIncidentQuery().count())
                    .isZero();
        }

        // From one of our processes to another.

        @Test
        void deliversWhatAStepPosts() {
            var told = clinic.waitingEpisode();
            clinic.whileNoting = () -> {
                clinic.whileNoting = () -> {};
                clinic.inbox.post(message(told, key(), "from the other"));
            };
            var telling = clinic.waitingEpisode();
            clinic.inbox.receive(message(telling, key(), "text"));
            clinic.runDueJobs();
            assertThat(clinic.noted).as("never before the commit").containsExactly(telling);
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(telling, told);
            assertThat(clinic.count("INBOUND_MESSAGE")).isEqualTo(2);
        }

        @Test
        void forgetsWhatWasPostedInATransactionThatIsRolledBack() {
            var told = clinic.waitingEpisode();
            var message = message(told, key(), "text");
            var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
            transaction.executeWithoutResult(status -> {
                clinic.inbox.post(message);
                status.setRollbackOnly();
            });
            assertThat(clinic.count("INBOUND_MESSAGE")).isZero();
            assertThat(clinic.count("LETTER")).isZero();
            assertThat(clinic.inboxJobs()).isEmpty();
            var first = transaction.execute(status -> clinic.inbox.post(message));
            assertThat((Inbox.Receipt) transaction.execute(status -> clinic.inbox.post(message)))
                    .as("a repetition")
                    .isEqualTo(first);
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(told);
        }

        @Test
        void refusesToPostForACallerWithoutATransaction() {
            var message = message(clinic.waitingEpisode(), key(), "text");
            assertThatThrownBy(() -> clinic.inbox.post(message)).isInstanceOf(IllegalTransactionStateException.class);
            assertThat(clinic.count("INBOUND_MESSAGE")).isZero();
        }

        @Test
        void takesWhatOnlyOurProcessesSayFromNobodyElse() {
            var text = message(clinic.waitingEpisode(), key(), "text");
            var news = new InboundMessage(
                    "OwnNews",
                    text.episodeId(),
                    text.patientId(),
                    text.reference(),
                    text.site(),
                    text.serviceLine(),
                    text.idempotencyKey(),
                    Map.of(),
                    Map.of());
            assertThatThrownBy(() -> clinic.inbox.receive(news)).isInstanceOf(IllegalArgumentException.class);
            new TransactionTemplate(new DataSourceTransactionManager(source))
                    .executeWithoutResult(status -> clinic.inbox.post(news));
            assertThat(clinic.count("INBOUND_MESSAGE")).isEqualTo(1);
        }

        @Test
        void keepsAnEarlyMessageForAProcessThatIsNoEpisodeUntilThatIsOver() {
            var key = UUID.randomUUID().toString();
            clinic.engine.getRuntimeService().startProcessInstanceByKey("Asking", key);
            var early = clinic.inbox.receive(message(key, key(), "early"));
            clinic.runDueJobs();
            assertThat(clinic.row(early.id())).containsEntry("STATE", "PENDING");
            clinic.complete(key, "Task_Ask");
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(key);
            clinic.complete(key, "Task_Check");
            var late = clinic.inbox.receive(message(key, key(), "late"));
            clinic.runDueJobs();
            assertThat(clinic.row(late.id()))
                    .containsEntry("STATE", "IN_REVIEW")
                    .containsEntry("REASON", "episode-over");
        }

        // Crashes.

        @Test
        void deliversAfterACrashBetweenStoringAndDelivering() {
            var episode = clinic.waitingEpisode();
            clinic.inbox.receive(message(episode, key(), "text"));
            try (var restarted = new InboxClinic(source)) {
                at(now);
                restarted.runDueJobs();
                assertThat(restarted.noted).containsExactly(episode);
            }
        }

        @Test
        void startsAgainAfterACrashInTheMiddleOfDelivering() {
            var episode = clinic.waitingEpisode();
            var receipt = clinic.inbox.receive(message(episode, key(), "text"));
            clinic.whileNoting = () -> {
                throw new IllegalStateException("the machine dies");
            };
            clinic.runDueJobs();
            assertThat(clinic.row(receipt.id())).containsEntry("STATE", "PENDING");
            assertThat(clinic.openSteps(episode)).as("still waiting").isEmpty();
            clinic.whileNoting = () -> {};
            at(onlyJob().getDuedate().toInstant());
            clinic.runDueJobs();
            assertThat(clinic.noted).containsExactly(episode);
            assertThat(clinic.row(receipt.id())).containsEntry("STATE", "CORRELATED");
        }

        @Test
        void storesNothingWhenTheLetterCannotBeKept() {
            var episode = clinic.waitingEpisode();
            assertThatThrownBy(() -> clinic.inbox.receive(message(episode, key(), "x".repeat(500))));
            assertThat(clinic.count("INBOUND_MESSAGE")).isZero();
            assertThat(clinic.inboxJobs()).isEmpty();
        }

        // Bad input.

        @Test
        void refusesWhatIsMalformed() {
            var episode = clinic.waitingEpisode();
            var good = message(episode, key(), "text");
            assertThatThrownBy(() -> clinic.inbox.receive(message(episode, "short", "text")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("8 to 128 plain characters");
            assertThatThrownBy(() -> clinic.inbox.receive(named(good, "EpisodeEnded")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No message of this name is taken in here.");
            assertThatThrownBy(() -> clinic.inbox.receive(with(good, Map.of("undeclared", "x"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("undeclared?");
            assertThatThrownBy(() -> clinic.inbox.receive(with(good, Map.of("incompleteReason", 1.5))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The value of incompleteReason is a code");
            assertThat(clinic.count("INBOUND_MESSAGE")).isZero();
        }

        @Test
        void keepsNeitherTheKeyNorTheContentInTheInbox() {
            clinic.inbox.receive(message(clinic.waitingEpisode(), "John Smith 07700", "07700 900123"));
            assertThat(clinic.database
                            .sql("select * from INBOUND_MESSAGE")
                            .query()
                            .singleRow()
                            .values())
                    .noneMatch(value -> String.valueOf(value).contains("07700"));
        }

        private void assertInReview(String episode, String message, String reason) {
            assertThat(clinic.row(message)).containsEntry("STATE", "IN_REVIEW").containsEntry("REASON", reason);
            var task = clinic.engine
                    .getTaskService()
                    .createTaskQuery()
                    .processDefinitionKey("InboundMessageReview")
                    .processInstanceBusinessKey(episode)
                    .singleResult();
            assertThat(clinic.engine.getTaskService().getVariables(task.getId()))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "inboundMessage", message,
                            "inboundMessageName", "InformationReceived",
                            "inboundReason", reason,
                            "patientId", "patient-" + episode,
                            "reference", "K7QM-2XWD",
                            "site", "north",
                            "serviceLine", "general-practice",
                            "priority", "routine"));
            assertThat(clinic.inboxJobs()).isEmpty();
            assertThat(clinic.audit.events).extracting(event -> event.kind()).contains(Kind.MESSAGE_SENT_TO_REVIEW);
        }

        private void at(Instant moment) {
            now = moment;
            ClockUtil.setCurrentTime(Date.from(moment));
        }

        private Job onlyJob() {
            assertThat(clinic.inboxJobs()).hasSize(1);
            return clinic.inboxJobs().get(0);
        }

        private static String key() {
            return UUID.randomUUID().toString();
        }

        private static InboundMessage with(InboundMessage message, Map<String, Object> variables) {
            return new InboundMessage(
                    message.name(),
                    message.episodeId(),
                    message.patientId(),
                    message.reference(),
                    message.site(),
                    message.serviceLine(),
                    message.idempotencyKey(),
                    variables,
                    message.letter());
        }

        private static InboundMessage named(InboundMessage message, String name) {
            return new InboundMessage(
                    name,
                    message.episodeId(),
                    message.patientId(),
                    message.reference(),
                    message.site(),
                    message.serviceLine(),
                    message.idempotencyKey(),
                    message.variables(),
                    message.letter());
        }

        private static <T> List<T> together(int threads, Callable<T> action) throws Exception {
            var barrier = new CyclicBarrier(threads);
            var pool = Executors.newFixedThreadPool(threads);
            try {
                var answers = new ArrayList<Future<T>>();
                for (int i = 0; i < threads; i++) {
                    answers.add(pool.submit(() -> {
                        barrier.await(30, TimeUnit.SECONDS);
                        return action.call();
                    }));
                }
                var results = new ArrayList<T>();
                for (var answer : answers) {
                    results.add(answer.get(60, TimeUnit.SECONDS));
                }
                return results;
            } finally {
                pool.shutdownNow();
            }
        }
    }
}
