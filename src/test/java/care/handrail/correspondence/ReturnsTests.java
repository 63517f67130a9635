package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.correspondence.SmsCarrier.Fate;
import care.handrail.testing.RoomDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found out of text messages that were sent, on a database and with a gateway that answers as it is told. */
class ReturnsTests {

    private final MovingClock clock = new MovingClock();
    private final PostOffice office = new PostOffice(RoomDatabase.h2(PostOffice.CHANGELOGS), clock, List.of());
    private final Notify notify = new Notify();
    private boolean restFails;

    @Test
    void hearsThatATextMessageFailedAfterNotifyHasTriedForThreeDays() {
        var id = sent();
        clock.pass(Duration.ofDays(4));
        notify.fates.put(id, Fate.NEVER_ARRIVES);
        look();
        assertThat(office.state(id)).isEqualTo(DispatchState.BOUNCED);
        assertThat(office.started).containsExactly(id);
    }

    @Test
    void aHundredOnTheirWayDoNotKeepItFromAskingOfTheOthers() {
        IntStream.range(0, 150).forEach(n -> sent());
        clock.pass(Duration.ofMinutes(1));
        var last = sent();
        notify.fates.put(last, Fate.NEVER_ARRIVES);
        look();
        look();
        assertThat(office.state(last)).isEqualTo(DispatchState.BOUNCED);
        assertThat(notify.asked.stream().distinct()).hasSize(151);
    }

    @Test
    void whatTheGatewayNeverAnswersOfIsSomebodysWorkAfterAWeek() {
        var id = sent();
        clock.pass(Returns.ASK_FOR.minusSeconds(1));
        look();
        assertThat(office.state(id)).isEqualTo(DispatchState.SENT);
        clock.pass(Duration.ofSeconds(1));
        look();
        look();
        assertThat(office.state(id)).isEqualTo(DispatchState.UNCERTAIN);
        assertThat(office.problem(id)).isEqualTo("no-answer");
        assertThat(office.started).containsExactly(id);
    }

    @Test
    void doesNotAskAgainAfterAPersonFoundOutThatItHasArrived() {
        var id = sent();
        notify.fates.put(id, Fate.NEVER_ARRIVES);
        look();
        office.correspondence.decide(id, "arrived");
        look();
        clock.pass(Returns.ASK_FOR);
        look();
        assertThat(office.state(id)).isEqualTo(DispatchState.SENT);
        assertThat(office.started).containsExactly(id);
    }

    @Test
    void passesOverWhatWasSentAgainSinceItWasFoundUnanswered() {
        var id = sent();
        office.correspondence.neverAnswered(id, clock.instant().minusSeconds(1));
        assertThat(office.state(id)).isEqualTo(DispatchState.SENT);
        assertThat(office.started).isEmpty();
    }

    @Test
    void asksOfTheOthersWhenOneQuestionOrEverythingElseFails() {
        var first = sent();
        var second = sent();
        notify.breaksAt = first.compareTo(second) < 0 ? first : second;
        var other = notify.breaksAt.equals(first) ? second : first;
        notify.fates.put(other, Fate.NEVER_ARRIVES);
        restFails = true;
        look();
        assertThat(office.state(other)).isEqualTo(DispatchState.BOUNCED);
    }

    private void look() {
        clock.pass(Duration.ofMillis(1));
        new Returns(office.table, office.correspondence, new Mail(), notify, new Outages(), clock).look();
    }

    /** Returns the id of a text message that the gateway took, under the same id. */
    private String sent() {
        var id = office.ask("text-message", null);
        var dispatch = office.table.find(id).orElseThrow();
        dispatch.claim();
        dispatch.handOver(dispatch.attempt(), "public-task");
        dispatch.accepted(id);
        office.table.save(dispatch.at(clock.instant()));
        return id;
    }

    private final class Notify extends SmsCarrier {

        private final Map<String, Fate> fates = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private String breaksAt = "";

        Notify() {
            super(new SmsProperties("http://127.0.0.1", "", ""), clock);
        }

        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        Optional<Fate> fateOf(String notifyId) {
            if (notifyId.equals(breaksAt)) {
                throw new IllegalStateException("not what was expected");
            }
            asked.add(notifyId);
            return Optional.of(fates.getOrDefault(notifyId, Fate.ON_ITS_WAY));
        }
    }

    private final class Mail extends ReturnedMail {

        Mail() {
            super(new ReturnsProperties("", 993, true, "", ""));
        }

        @Override
        void read(Consumer<String> cameBack) {
            if (restFails) {
                throw new IllegalStateException("no mailbox");
            }
        }
    }

    private final class Outages extends ChannelOutages {

        @SuppressWarnings("NullAway") // It looks at nothing.
        Outages() {
            super(null, null, clock);
        }

        @Override
        public void look() {
            if (restFails) {
                throw new IllegalStateException("no engine");
            }
        }
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-11-20T09:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
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
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
