package care.handrail.pathways.watchdog;

import static care.handrail.pathways.watchdog.WatchdogClinic.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.Adrift;
import care.handrail.pathways.InboundMessage;
import care.handrail.pathways.Tally;
import care.handrail.pathways.Watchdog.Run;
import care.handrail.pathways.Watched;
import care.handrail.pathways.WatchedTable;
import care.handrail.pathways.store.InboundMessages;
import care.handrail.pathways.store.WatchedMessagesInTests;
import care.handrail.testing.EngineClock;
import care.handrail.testing.RoomDatabase;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nothing is left behind without somebody being told, once. */
class WatchdogTests {

    @Nested
    class OnH2 extends Promises {

        @Override
        DataSource database() {
            return RoomDatabase.h2("pathways/002-inbox", "pathways/003-watchdog");
        }
    }

    @Nested
    class OnPostgres extends Promises {

        @Override
        DataSource database() {
            return RoomDatabase.postgres("pathways/002-inbox", "pathways/003-watchdog");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Promises {

        private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

        private WatchdogClinic clinic;

        abstract DataSource database();

        @BeforeAll
        void open() {
            clinic = new WatchdogClinic(database());
        }

        @AfterAll
        void close() {
            clinic.close();
        }

        @BeforeEach
        void begin() {
            EngineClock.set(NOON);
        }

        @AfterEach
        void clear() {
            clinic.clear();
        }

        private Run look() {
            return clinic.node().look().orElseThrow();
        }

        private Run nextLook() {
            EngineClock.advance(USUAL.every());
            clinic.database.sql("update WATCHDOG_LEASE set HOLDER = null").update();
            return look();
        }

        // What is found.

        @Test
        void findsNothingWhereAllIsWell() {
            clinic.start("Work");
            clinic.start("Wait");
            clinic.engine
                    .getTaskService()
                    .claim(clinic.taskOf(clinic.start("Work")).getId(), "somebody");
            var run = look();
            assertThat(clinic.open()).isEmpty();
            assertThat(run.found()).isZero();
            assertThat(run.checked())
                    .as("two work items, three processes, three timers, one queue")
                    .isEqualTo(9);
            assertThat(run.failed()).isEmpty();
        }

        @Test
        void findsAWorkItemThatNobodyOwns() {
            var item = clinic.taskOf(clinic.start("Work"));
            clinic.engine.getTaskService().deleteCandidateGroup(item.getId(), "care-coordination");
            look();
            assertThat(clinic.open()).containsExactly("no-owner " + item.getId());
            assertThat(clinic.onlyOpen().step()).isEqualTo("Task_Do");
        }

        @Test
        void findsAWorkItemOfWhichNobodyWouldBeToldThatItIsLate() {
            var instance = clinic.start("Work");
            clinic.engine
                    .getManagementService()
                    .deleteJob(clinic.jobOf(instance).getId());
            look();
            assertThat(clinic.open())
                    .containsExactly("no-deadline " + clinic.taskOf(instance).getId());
        }

        @Test
        void findsAPathwayThatStandsStill() {
            var instance = clinic.start("Stuck");
            look();
            assertThat(clinic.open()).containsExactly("nothing-next " + clinic.standsAt(instance));
            assertThat(clinic.onlyOpen().step()).isEqualTo("CatchEvent_Answered");
        }

        @Test
        void findsATimerThatIsMinutesLate() {
            var job = clinic.jobOf(clinic.start("Wait"));
            EngineClock.set(NOON.plus(Duration.ofMinutes(65)));
            look();
            assertThat(clinic.open()).as("five minutes are allowed").isEmpty();
            EngineClock.set(NOON.plus(Duration.ofMinutes(65)).plusSeconds(1));
            clinic.node(USUAL);
            nextLook();
            assertThat(clinic.open()).containsExactly("overdue " + job.getId());
            assertThat(clinic.onlyOpen().step()).isEqualTo("CatchEvent_HourPassed");
        }

        @Test
        void takesATimerThatWasSetForThePastForLateFromWhenItWasSet() {
            EngineClock.set(NOON.plus(Duration.ofHours(2)));
            var job = clinic.jobOf(clinic.start("Wait"));
            clinic.engine.getManagementService().setJobDuedate(job.getId(), Date.from(NOON));
            look();
            assertThat(clinic.open()).isEmpty();
            EngineClock.advance(Duration.ofMinutes(5));
            nextLook();
            assertThat(clinic.open()).containsExactly("overdue " + job.getId());
        }

        @Test
        void findsATimerThatIsSuspendedAndWhoseTimeHasPassed() {
            var job = clinic.jobOf(clinic.start("Wait"));
            clinic.engine.getManagementService().suspendJobById(job.getId());
            look();
            assertThat(clinic.open()).isEmpty();
            EngineClock.set(NOON.plus(Duration.ofMinutes(66)));
            nextLook();
            assertThat(clinic.open()).containsExactly("suspended " + job.getId());
        }

        @Test
        void findsAStepThatHasFailedForGood() {
            var job = clinic.jobOf(clinic.start("Wait"));
            clinic.engine.getManagementService().setJobRetries(job.getId(), 0);
            look();
            assertThat(clinic.open()).containsExactly("step-failed " + job.getId());
        }

        @Test
        void findsAnIncidentThatIsNoFailedJob() {
            var instance = clinic.start("Work");
            var incident = clinic.engine
                    .getRuntimeService()
                    .createIncident("strange", clinic.taskOf(instance).getExecutionId(), "code");
            look();
            assertThat(clinic.open()).containsExactly("incident " + incident.getId());
        }

        @Test
        void findsAQueueInWhichWorkWaitsAndWhoseRoleNobodyHas() {
            clinic.withoutMembers.add(Role.BILLING_OFFICE);
            look();
            assertThat(clinic.open()).as("no work waits there").isEmpty();
            clinic.start("Work", Map.of("queue", "billing"));
            clinic.start("Work", Map.of("queue", "billing"));
            nextLook();
            assertThat(clinic.open()).containsExactly("queue-without-members billing");
            assertThat(clinic.onlyOpen().count()).isEqualTo(2);
        }

        @Test
        void findsWorkThatSomebodyHasClaimedAndLeftForAsLongAsItsStepMayTake() {
            var item = clinic.taskOf(clinic.start(
                    "Work", Map.of("queue", "reception", "due", Date.from(NOON.plus(Duration.ofHours(4))))));
            EngineClock.advance(Duration.ofHours(1));
            clinic.engine.getTaskService().claim(item.getId(), "somebody");
            EngineClock.advance(Duration.ofHours(4));
            look();
            assertThat(clinic.open()).isEmpty();
            EngineClock.advance(Duration.ofSeconds(1));
            nextLook();
            assertThat(clinic.open()).containsExactly("claimed-and-left " + item.getId());
        }

        @Test
        void countsFromTheLastSavingOfAClaimedWorkItem() {
            var item = clinic.taskOf(clinic.start("Work"));
            clinic.engine.getTaskService().claim(item.getId(), "somebody");
            clinic.drafts.put(item.getId(), NOON.plus(Duration.ofHours(10)));
            EngineClock.advance(Duration.ofHours(34));
            look();
            assertThat(clinic.open()).as("a day without a target").isEmpty();
            nextLook();
            assertThat(clinic.open()).containsExactly("claimed-and-left " + item.getId());
        }

        @Test
        void keepsTheTimeForClaimedWorkThatTheClinicHasSet() {
            var item = clinic.taskOf(clinic.start("Work"));
            clinic.engine.getTaskService().claim(item.getId(), "somebody");
            EngineClock.advance(Duration.ofMinutes(31));
            clinic.node(WatchdogClinic.properties(Duration.ofMinutes(30), null)).look();
            assertThat(clinic.open()).containsExactly("claimed-and-left " + item.getId());
        }

        @Test
        void findsWhatARoomTellsIsAdrift() {
            clinic.watched.add(
                    new Room(3, new Adrift("referral-7", "patient-7", null, "physiotherapy", "not-running")));
            var run = look();
            assertThat(clinic.open()).containsExactly("not-running referral-7");
            assertThat(clinic.onlyOpen().kind()).isEqualTo("referral");
            assertThat(run.checked()).isEqualTo(3);
        }

        @Test
        void findsAMessageThatNoJobWillDeliver() {
            var messages = WatchedMessagesInTests.watched(clinic.database);
            clinic.watched.add(messages);
            var stored = new InboundMessages(clinic.database);
            stored.add("message-1", message(), "key", "body", "{}", NOON);
            stored.add("message-2", message(), "key-2", "body", "{}", NOON);
            stored.settle("message-2", InboundMessages.State.CORRELATED, null, NOON);
            assertThat(messages.tally()).isEqualTo(new Tally(2, 1, 0, 0));
            assertThat(messages.unfinished()).isEqualTo(1);
            look();
            assertThat(clinic.open()).contains("not-scheduled message-1").noneMatch(one -> one.endsWith("message-2"));
        }

        // Given to people, once.

        @Test
        void givesItToCareCoordinationWithWhatItIsAbout() {
            var item = clinic.taskOf(clinic.start("Work"));
            clinic.engine.getTaskService().deleteCandidateGroup(item.getId(), "care-coordination");
            look();
            var work = clinic.work().get(0);
            assertThat(clinic.engine
                            .getTaskService()
                            .createTaskQuery()
                            .taskCandidateGroup("care-coordination")
                            .list())
                    .extracting(task -> task.getId())
                    .containsExactly(work.getId());
            assertThat(clinic.engine.getRuntimeService().getVariables(work.getExecutionId()))
                    .containsAllEntriesOf(Map.of(
                            "findingKind", "work-item",
                            "findingReason", "no-owner",
                            "findingAbout", item.getId(),
                            "findingStep", "Task_Do",
                            "patientId", "patient-1",
                            "reference", "K7QM-2XWD",
                            "site", "south",
                            "priority", "soon"));
            assertThat(clinic.audit.events)
                    .singleElement()
                    .satisfies(event -> assertThat(List.of(event.kind(), event.patientId(), event.detail()))
                            .containsExactly(Kind.LEFT_BEHIND_FOUND, "patient-1", "reason=no-owner"));
        }

        @Test
        void givesItToThePracticeManagerWhereCareCoordinationHasNobody() {
            clinic.withoutMembers.add(Role.CARE_COORDINATION);
            clinic.start("Work");
            look();
            assertThat(clinic.engine
                            .getRuntimeService()
                            .getVariables(clinic.work().get(0).getExecutionId()))
                    .containsEntry("findingReason", "queue-without-members")
                    .containsEntry("findingRole", "practice-manager")
                    .containsEntry("site", "north");
        }

        @Test
        void givesItOnceHoweverOftenItIsFound() {
            clinic.start("Stuck");
            assertThat(look().opened()).isEqualTo(1);
            var run = nextLook();
            assertThat(run.opened()).isZero();
            assertThat(run.found()).as("it is still there").isEqualTo(1);
            assertThat(clinic.work()).hasSize(1);
        }

        @Test
        void endsTheWorkWhenItIsNoLongerSo() {
            var instance = clinic.start("Stuck");
            look();
            clinic.engine.getRuntimeService().deleteProcessInstance(instance, "test");
            var run = nextLook();
            assertThat(run.gone()).isEqualTo(1);
            assertThat(run.found()).isZero();
            assertThat(clinic.work()).isEmpty();
            assertThat(clinic.findings.settled(10))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.outcome()).isEqualTo("gone"));
        }

        @Test
        void givesItAgainWhenItComesBackAfterItWasGone() {
            var job = clinic.jobOf(clinic.start("Wait"));
            clinic.engine.getManagementService().setJobRetries(job.getId(), 0);
            look();
            clinic.engine.getManagementService().setJobRetries(job.getId(), 1);
            nextLook();
            assertThat(clinic.work()).isEmpty();
            clinic.engine.getManagementService().setJobRetries(job.getId(), 0);
            assertThat(nextLook().opened()).isEqualTo(1);
            assertThat(clinic.work()).hasSize(1);
        }

        @Test
        void givesItAgainSomeTimeAfterPeopleHaveSettledWhatIsStillThere() {
            clinic.start("Stuck");
            look();
            clinic.settle(clinic.onlyOpen(), "put-right");
            assertThat(nextLook().opened()).as("they have just seen to it").isZero();
            EngineClock.advance(USUAL.again());
            assertThat(nextLook().opened()).isEqualTo(1);
            assertThat(clinic.work()).hasSize(1);
        }

        @Test
        void showsAFewOfMany() {
            var stuck = IntStream.range(0, 5)
                    .mapToObj(n -> clinic.start("Stuck"))
                    .collect(Collectors.toMap(clinic::standsAt, instance -> instance));
            var run = look();
            assertThat(List.of(run.found(), run.opened(), run.waiting())).containsExactly(5L, 4L, 2L);
            assertThat(clinic.open()).contains("more-than-shown nothing-next").hasSize(4);

            clinic.findings.open(10).stream()
                    .filter(finding -> finding.reason().equals("nothing-next"))
                    .forEach(finding -> clinic.engine
                            .getRuntimeService()
                            .deleteProcessInstance(stuck.remove(finding.about()), "test"));
            nextLook();
            nextLook();
            assertThat(clinic.open())
                    .as("the next come in their turn")
                    .containsExactlyInAnyOrderElementsOf(stuck.keySet().stream()
                            .map(about -> "nothing-next " + about)
                            .toList());
        }

        @Test
        void looksThroughMoreThanAPage() {
            clinic.watched.add(new Many(1_203));
            assertThat(look().found()).isEqualTo(1_203);
        }

        // When something fails.

        @Test
        void keepsNothingOfAFindingWhoseWorkCouldNotBeOpened() {
            clinic.start("Stuck");
            clinic.startsFail = true;
            assertThat(look().failed()).containsExactly("nothing-next");
            assertThat(clinic.open()).isEmpty();
            clinic.startsFail = false;
            assertThat(nextLook().opened()).isEqualTo(1);
        }

        @Test
        void looksForEverythingElseWhenOneCheckFails() {
            clinic.watched.add(new Broken());
            clinic.start("Stuck");
            var run = look();
            assertThat(run.failed()).containsExactly("adrift:broken", "counts-differ");
            assertThat(run.wentWell()).isFalse();
            assertThat(clinic.open()).hasSize(1);
            assertThat(clinic.runs.last(1)).containsExactly(run);
        }

        @Test
        void takesNothingBackThatAFailedCheckHasNotLookedAt() {
            var room = new Room(1, new Adrift("referral-7", null, null, null, "not-running"));
            clinic.watched.add(room);
            look();
            room.fails = true;
            nextLook();
            assertThat(clinic.open()).contains("not-running referral-7");
        }

        @Test
        void isNotAliveWhenNoLookWentWellForThreeIntervals() {
            var health = new WatchdogHealth(clinic.runs, clinic.time, USUAL.longestSilence());
            EngineClock.advance(Duration.ofMinutes(3));
            assertThat(health.health().getStatus().getCode())
                    .as("it has just started")
                    .isEqualTo("UP");
            EngineClock.advance(Duration.ofSeconds(1));
            assertThat(health.health().getStatus().getCode()).as("nobody looks").isEqualTo("DOWN");
            look();
            assertThat(health.isAlive()).isTrue();
            EngineClock.advance(Duration.ofSeconds(179));
            clinic.startsFail = true;
            clinic.start("Stuck");
            nextLook();
            assertThat(health.isAlive())
                    .as("a look that did not go well does not count")
                    .isFalse();
        }

        // Several nodes.

        @Test
        void oneOfTwoNodesLooksAndTheOtherTakesOverWhenItDies() {
            var first = clinic.node();
            var second = clinic.node();
            assertThat(first.look()).isPresent();
            assertThat(second.look()).isEmpty();
            EngineClock.advance(USUAL.every());
            assertThat(first.look()).as("it renews its turn").isPresent();
            EngineClock.advance(USUAL.every().multipliedBy(2));
            assertThat(second.look()).as("the turn is not over yet").isEmpty();
            EngineClock.advance(Duration.ofSeconds(1));
            assertThat(second.look()).as("within three intervals").isPresent();
            assertThat(first.look()).as("the dead one comes back").isEmpty();
        }

        @Test
        void aNodeThatStopsLetsTheOtherLookAtOnce() {
            var first = clinic.node();
            first.look();
            first.stop();
            assertThat(clinic.node().look()).isPresent();
        }

        @Test
        void oneOfManyNodesGetsTheTurnHoweverCloseTheyAsk() throws Exception {
            for (int round = 0; round < 10; round++) {
                assertThat(together(8, () -> clinic.lease(USUAL).take())).containsOnlyOnce(true);
                EngineClock.advance(Duration.ofHours(1));
            }
        }

        @Test
        void aNodeWhoseTurnIsOverWhileItLooksGivesNothingTwice() throws Exception {
            clinic.start("Stuck");
            var hasRead = new CountDownLatch(1);
            var othersHaveLooked = new CountDownLatch(1);
            var standstill = clinic.checks(USUAL).stream()
                    .filter(check -> check.code().equals("nothing-next"))
                    .findFirst()
                    .orElseThrow();
            var slow = clinic.node(USUAL, List.of(new HeldUp(standstill, hasRead, othersHaveLooked)));
            var thread = Executors.newSingleThreadExecutor();
            try {
                var slowly = thread.submit(slow::look);
                assertThat(hasRead.await(10, TimeUnit.SECONDS)).isTrue();
                EngineClock.advance(Duration.ofMinutes(10));
                assertThat(look().opened()).isEqualTo(1);
                othersHaveLooked.countDown();
                var run = slowly.get(10, TimeUnit.SECONDS).orElseThrow();
                assertThat(run.found()).isEqualTo(1);
                assertThat(run.opened()).isZero();
                assertThat(run.failed()).isEmpty();
            } finally {
                thread.shutdownNow();
            }
            assertThat(clinic.work()).hasSize(1);
        }

        @Test
        void ofManyNodesThatGiveTheSameAtOnceOneDoes() throws Exception {
            var given = together(
                    4, () -> clinic.given().give("check", Trouble.of("queue", "billing", "odd", null, 1), NOON));
            assertThat(given).containsOnlyOnce(true).hasSize(4);
            assertThat(clinic.work()).hasSize(1);
        }

        private static <T> List<T> together(int nodes, Callable<T> work) throws Exception {
            var threads = Executors.newFixedThreadPool(nodes);
            try {
                var barrier = new CyclicBarrier(nodes);
                var asked = new ArrayList<Future<T>>();
                for (int node = 0; node < nodes; node++) {
                    asked.add(threads.submit(() -> {
                        barrier.await(10, TimeUnit.SECONDS);
                        return work.call();
                    }));
                }
                var answers = new ArrayList<T>();
                for (var one : asked) {
                    answers.add(one.get(10, TimeUnit.SECONDS));
                }
                return answers;
            } finally {
                threads.shutdownNow();
            }
        }

        // Counting.

        @Test
        void countsEverythingOnceADayAndTellsOfADifference() {
            clinic.watched.add(new Room(9));
            look();
            assertThat(clinic.open()).isEmpty();
            assertThat(clinic.runs.counts())
                    .singleElement()
                    .satisfies(count -> assertThat(count.tally()).isEqualTo(new Tally(20, 11, 8, 1)));

            ((Room) clinic.watched.get(0)).finished = 9;
            EngineClock.set(Instant.parse("2026-11-21T04:58:00Z"));
            nextLook();
            assertThat(clinic.open()).as("it is not yet five").isEmpty();
            nextLook();
            assertThat(clinic.open()).containsExactly("counts-differ referral");
            assertThat(clinic.onlyOpen().count()).isEqualTo(2);
            assertThat(nextLook().opened()).isZero();

            ((Room) clinic.watched.get(0)).finished = 11;
            EngineClock.advance(Duration.ofHours(24));
            nextLook();
            assertThat(clinic.open()).as("the counts agree again").isEmpty();
        }

        @Test
        void countsTheRowsOfATableByWhatIsTrueOfThem() {
            var table = clinic.tableOfReferrals();
            var watched = new WatchedTable(
                    clinic.database, "referral", table, "'Work'", "r.STATE = 'CLOSED'", "r.STATE = 'FAILED'");
            clinic.referral("a-open", "SENT", "Work");
            clinic.referral("b-dead-and-owned", "FAILED", "Work");
            clinic.referral("c-closed", "CLOSED", null);
            clinic.referral("d-lost", "SENT", null);
            clinic.referral("e-dead-and-lost", "FAILED", null);
            clinic.referral("f-another-process-runs", "SENT", "Wait");
            assertThat(watched.tally()).isEqualTo(new Tally(6, 1, 1, 1));
            assertThat(watched.unfinished()).isEqualTo(5);
            assertThat(watched.adrift(NOON, "", 10))
                    .extracting(Adrift::id)
                    .containsExactly("d-lost", "e-dead-and-lost", "f-another-process-runs");
            assertThat(watched.adrift(NOON, "d-lost", 1))
                    .containsExactly(
                            new Adrift("e-dead-and-lost", "patient-1", "north", "general-practice", "not-running"));
        }

        @Test
        void forgetsLooksAndCountsOfLongAgo() {
            clinic.watched.add(new Room(9));
            look();
            EngineClock.advance(USUAL.keepRuns().plusDays(1));
            nextLook();
            assertThat(clinic.runs.last(10)).hasSize(1);
        }

        // The outside.

        @Test
        void tellsTheOutsideOfEachLookThatWentWellAndOfNothingElse() throws IOException {
            var heard = new CopyOnWriteArrayList<String>();
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var answer = new AtomicInteger(200);
            server.createContext("/", exchange -> {
                heard.add(exchange.getRequestMethod() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(answer.get(), -1);
                exchange.close();
            });
            server.start();
            try {
                var address =
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ping");
                var node = clinic.node(WatchdogClinic.properties(null, address));
                clinic.start("Stuck");
                node.look();
                assertThat(heard)
                        .containsExactly("POST {\"checked\":4,\"found\":1,\"opened\":1,\"gone\":0,\"waiting\":0}");

                clinic.startsFail = true;
                clinic.start("Stuck");
                node.look();
                assertThat(heard).as("a look that did not go well is not told").hasSize(1);

                clinic.startsFail = false;
                answer.set(503);
                node.look();
                node.look();
                assertThat(heard).hasSize(3);
                assertThat(clinic.audit.events)
                        .filteredOn(event -> event.kind() == Kind.INTEGRATION_FAILED)
                        .as("once for an outage")
                        .hasSize(1);
            } finally {
                server.stop(0);
            }
        }

        @Test
        void looksOnWhenNobodyOutsideListens() throws IOException {
            int closed;
            try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = socket.getLocalPort();
            }
            var node = clinic.node(WatchdogClinic.properties(null, URI.create("http://127.0.0.1:" + closed + "/")));
            assertThat(node.look())
                    .hasValueSatisfying(run -> assertThat(run.wentWell()).isTrue());
        }

        private static InboundMessage message() {
            return new InboundMessage(
                    "InformationReceived",
                    "episode-1",
                    "patient-1",
                    "K7QM-2XWD",
                    "north",
                    "general-practice",
                    "key-of-the-sender",
                    Map.of(),
                    Map.of());
        }
    }

    /** A check on a node that is held up between what it knows and what it finds. */
    private record HeldUp(Check check, CountDownLatch hasRead, CountDownLatch until) implements Check {

        @Override
        public String code() {
            return check.code();
        }

        @Override
        public long look(Instant now, Consumer<Trouble> found) {
            hasRead.countDown();
            try {
                assertThat(until.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return check.look(now, found);
        }
    }

    /** A room that keeps referrals. */
    private static final class Room implements Watched {

        private final long unfinished;
        private final List<Adrift> adrift;
        private boolean fails;
        private long finished = 11;

        Room(long unfinished, Adrift... adrift) {
            this.unfinished = unfinished;
            this.adrift = List.of(adrift);
        }

        @Override
        public String kind() {
            return "referral";
        }

        @Override
        public Tally tally() {
            return new Tally(20, finished, 8, 1);
        }

        @Override
        public long unfinished() {
            return unfinished;
        }

        @Override
        public List<Adrift> adrift(Instant now, String after, int most) {
            if (fails) {
                throw new IllegalStateException("The room cannot tell.");
            }
            return after.isEmpty() ? adrift : List.of();
        }
    }

    /** A room in which everything is adrift. */
    private record Many(int number) implements Watched {

        @Override
        public String kind() {
            return "many";
        }

        @Override
        public Tally tally() {
            return new Tally(number, 0, number, 0);
        }

        @Override
        public List<Adrift> adrift(Instant now, String after, int most) {
            return IntStream.range(0, number)
                    .mapToObj("%05d"::formatted)
                    .filter(id -> id.compareTo(after) > 0)
                    .limit(most)
                    .map(id -> new Adrift(id, null, null, null, "not-running"))
                    .toList();
        }
    }

    /** A room that can tell nothing. */
    private static final class Broken implements Watched {

        @Override
        public String kind() {
            return "broken";
        }

        @Override
        public Tally tally() {
            throw new IllegalStateException("The room cannot count.");
        }

        @Override
        public List<Adrift> adrift(Instant now, String after, int most) {
            throw new IllegalStateException("The room cannot tell.");
        }
    }
}
