package care.handrail.access.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareRelationship.Reason;
import care.handrail.access.CareTeams;
import care.handrail.shared.Ids;
import care.handrail.testing.RoomDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CareRelationshipTableTests {

    private static final Duration GRACE = Duration.ofDays(14);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Nested
    class OnH2 extends Behaviour {
        @Override
        DataSource database() {
            return RoomDatabase.h2("access/001-care-relationship", "access/003-episode-end-worked-out");
        }
    }

    @Nested
    class OnPostgres extends Behaviour {
        @Override
        DataSource database() {
            return RoomDatabase.postgres("access/001-care-relationship", "access/003-episode-end-worked-out");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Behaviour {

        private final MovedClock clock = new MovedClock();
        private final DataSource database = database();
        private final CareTeams teams = new CareRelationshipTable(new JdbcTemplate(database), clock, GRACE);
        private final TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(database));
        private String patient = "";
        private String episode = "";
        private String person = "";
        private String item = "";

        abstract DataSource database();

        @BeforeEach
        void somebodyNew() {
            patient = Ids.next();
            episode = Ids.next();
            person = Ids.next();
            item = Ids.next();
        }

        @Test
        void countsFromItsBeginningUntilItIsEnded() {
            assertThat(teams.current(person, patient)).isEmpty();

            var id = claim();
            assertThat(teams.current(person, patient)).get().satisfies(relationship -> {
                assertThat(relationship.id()).isEqualTo(id);
                assertThat(relationship.reason()).isEqualTo(Reason.CLAIMED);
                assertThat(relationship.source()).isEqualTo(item);
                assertThat(relationship.episodeId()).isEqualTo(episode);
                assertThat(relationship.startedAt()).isEqualTo(clock.instant());
                assertThat(relationship.endsAt()).isNull();
            });

            clock.move(Duration.ofHours(1));
            teams.end(person, item, End.RELEASED_WITHOUT_WORK);
            assertThat(teams.current(person, patient)).isEmpty();
            assertThat(teams.of(person, 0, 10)).singleElement().satisfies(relationship -> {
                assertThat(relationship.endedAt()).isEqualTo(clock.instant());
                assertThat(relationship.end()).isEqualTo(End.RELEASED_WITHOUT_WORK);
            });
        }

        @Test
        void isOfOnePersonAndOnePatient() {
            claim();

            assertThat(teams.current("somebody-else", patient)).isEmpty();
            assertThat(teams.current(person, Ids.next())).isEmpty();
            teams.end("somebody-else", item, End.CLOSED);
            assertThat(teams.current(person, patient)).isPresent();
        }

        @Test
        void oneReasonOutlastsTheEndOfAnother() {
            claim();
            teams.begin(patient, person, Reason.APPOINTMENT, "appointment-1", null, null);

            teams.end(person, item, End.RELEASED);

            assertThat(teams.current(person, patient))
                    .get()
                    .extracting(CareRelationship::reason)
                    .isEqualTo(Reason.APPOINTMENT);
        }

        @Test
        void whatIsLimitedEndsByItself() {
            var until = clock.instant().plus(Duration.ofMinutes(60));
            teams.begin(patient, person, Reason.BREAK_GLASS, "request-1", null, until);

            clock.move(Duration.ofMinutes(60).minus(MOMENT));
            assertThat(teams.current(person, patient)).isPresent();
            clock.move(MOMENT);
            assertThat(teams.current(person, patient)).isEmpty();
        }

        @Test
        void breakGlassLastsAnHourAtMost() {
            var longer = clock.instant().plus(Duration.ofMinutes(60)).plus(MOMENT);
            for (var until : new Instant[] {null, longer}) {
                assertThatThrownBy(() -> teams.begin(patient, person, Reason.BREAK_GLASS, "request-1", null, until))
                        .hasMessage("Break-glass lasts 60 minutes at most.");
            }
            assertThat(teams.current(person, patient)).isEmpty();
        }

        @Test
        void breakGlassIsTheLastReasonThatIsNamed() {
            claim();
            teams.begin(
                    patient,
                    person,
                    Reason.BREAK_GLASS,
                    "request-1",
                    null,
                    clock.instant().plus(MOMENT));

            assertThat(teams.current(person, patient))
                    .get()
                    .extracting(CareRelationship::reason)
                    .isEqualTo(Reason.CLAIMED);
        }

        @Test
        void endsAGraceAfterTheEpisode() {
            claim();

            teams.endEpisode(episode);

            clock.move(GRACE.minus(MOMENT));
            assertThat(teams.current(person, patient)).isPresent();
            clock.move(MOMENT);
            assertThat(teams.current(person, patient)).isEmpty();
            assertThat(teams.of(person, 0, 10)).singleElement().satisfies(relationship -> {
                assertThat(relationship.end()).isEqualTo(End.EPISODE_ENDED);
                assertThat(relationship.endsAt()).isEqualTo(clock.instant());
                assertThat(relationship.endedAt()).isEqualTo(clock.instant().minus(GRACE));
            });
        }

        @Test
        void anEpisodeEndsOnce() {
            claim();
            teams.endEpisode(episode);
            clock.move(GRACE);

            teams.endEpisode(episode);

            assertThat(teams.current(person, patient)).isEmpty();
        }

        @Test
        void whatBeginsWhileTheEpisodeEndsDoesNotStayForGood() throws Exception {
            var begun = new CountDownLatch(1);
            var ended = new CountDownLatch(1);
            var claiming = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
                claim();
                begun.countDown();
                await(ended);
            }));
            await(begun);
            transaction.executeWithoutResult(status -> teams.endEpisode(episode));
            ended.countDown();
            claiming.get(20, TimeUnit.SECONDS);

            assertThat(teams.current(person, patient)).isPresent();
            clock.move(GRACE);
            assertThat(teams.current(person, patient)).isEmpty();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whatBeganAfterTheEndGoesOnWhenTheEpisodeIsReopened() {
            teams.endEpisode(episode);
            clock.move(Duration.ofDays(3));
            claim();
            assertThat(teams.current(person, patient).orElseThrow().endsAt())
                    .isEqualTo(clock.instant().plus(GRACE));

            teams.reopenEpisode(episode);

            clock.move(Duration.ofDays(400));
            assertThat(teams.current(person, patient).orElseThrow().endsAt()).isNull();
        }

        @Test
        void whoLostTheRoleSinceDoesNotComeBackWithTheEpisode() {
            claim();
            teams.endEpisode(episode);
            clock.move(Duration.ofDays(60));
            teams.endAll(person, End.ROLE_TAKEN);

            teams.reopenEpisode(episode);

            assertThat(teams.current(person, patient)).isEmpty();
        }

        @Test
        void theEndOfTheEpisodeLengthensNothing() {
            teams.begin(
                    patient,
                    person,
                    Reason.REFERRAL,
                    "referral-1",
                    episode,
                    clock.instant().plus(MOMENT));

            teams.endEpisode(episode);

            clock.move(MOMENT);
            assertThat(teams.current(person, patient)).isEmpty();
        }

        @Test
        void whoJoinsAfterTheEndDoesNotStayForGood() {
            teams.endEpisode(episode);
            clock.move(Duration.ofDays(400));

            claim();

            clock.move(GRACE.minus(MOMENT));
            assertThat(teams.current(person, patient)).isPresent();
            clock.move(MOMENT);
            assertThat(teams.current(person, patient)).isEmpty();
        }

        @Test
        void goesOnWhenTheEpisodeIsReopened() {
            claim();
            var limited = clock.instant().plus(Duration.ofDays(90));
            teams.begin(patient, "limited-" + person, Reason.REFERRAL, "referral-1", episode, limited);
            teams.begin(patient, "released-" + person, Reason.CLAIMED, "item-2", episode, null);
            teams.end("released-" + person, "item-2", End.RELEASED);
            teams.endEpisode(episode);
            clock.move(Duration.ofDays(60));

            teams.reopenEpisode(episode);

            assertThat(teams.current(person, patient))
                    .get()
                    .extracting(CareRelationship::endsAt)
                    .isNull();
            assertThat(teams.current("limited-" + person, patient))
                    .get()
                    .extracting(CareRelationship::endsAt)
                    .isEqualTo(limited);
            assertThat(teams.current("released-" + person, patient)).isEmpty();
            clock.move(Duration.ofDays(400));
            assertThat(teams.begin(patient, "new-" + person, Reason.CLAIMED, "item-3", episode, null))
                    .isEqualTo(teams.current("new-" + person, patient)
                            .orElseThrow()
                            .id());
            assertThat(teams.current("new-" + person, patient).orElseThrow().endsAt())
                    .isNull();
        }

        @Test
        void everythingOfAPersonCanBeEndedAtOnce() {
            claim();
            var other = Ids.next();
            teams.begin(other, person, Reason.NAMED, "item-2", null, null);

            teams.endAll(person, End.ROLE_TAKEN);

            assertThat(teams.current(person, patient)).isEmpty();
            assertThat(teams.current(person, other)).isEmpty();
        }

        @Test
        void followsAWorkItemToTheOneThatTakesItsPlace() {
            claim();
            teams.handOn(item, "item-2");

            teams.end(person, item, End.RELEASED);
            assertThat(teams.current(person, patient)).isPresent();
            teams.end(person, "item-2", End.RELEASED);
            assertThat(teams.current(person, patient)).isEmpty();
        }

        private String claim() {
            return teams.begin(patient, person, Reason.CLAIMED, item, episode, null);
        }
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-11-20T09:30:00.123456Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(@Nullable ZoneId zone) {
            return this;
        }
    }
}
