package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.store.KnownAddresses;
import care.handrail.access.web.SignInThrottle.Way;
import care.handrail.testing.RoomDatabase;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SignInThrottleTests {

    private static final String CLINIC = "192.0.2.7";

    private final KnownAddresses known =
            new KnownAddresses(new JdbcTemplate(RoomDatabase.h2("access/010-known-address")));
    private final MovableTime time = new MovableTime();
    private final SignInThrottle throttle = new SignInThrottle(known, time);

    @Test
    void letsAPersonMistypeTenTimesAndThenTryOnceAMinute() {
        assertThat(wrong(10, Way.FORM, "jo", CLINIC)).isEqualTo(10);
        assertThat(isLookedAt("jo", CLINIC)).isFalse();
        time.pass(Duration.ofMinutes(1));
        assertThat(isLookedAt("jo", CLINIC)).isTrue();
        assertThat(isLookedAt("jo", CLINIC)).isFalse();
    }

    @Test
    void countsNoPasswordThatIsRight() {
        for (int i = 0; i < 500; i++) {
            throttle.begin(Way.BASIC, "jo", CLINIC).orElseThrow().wasRight();
        }
    }

    @Test
    void keepsAnOwnerInWhoseAccountIsGuessedAtFromEverywhere() {
        known.add("jo", CLINIC);
        for (int i = 0; i < 1_000; i++) {
            wrong(1, Way.FORM, "jo", "198.51.%d.%d".formatted(i / 250, i % 250));
        }
        assertThat(isLookedAt("jo", "203.0.113.9")).as("a place that is new").isFalse();
        assertThat(isLookedAt("jo", CLINIC)).as("where the owner works").isTrue();
    }

    @Test
    void keepsColleaguesInWhenSomebodyGuessesFromTheirOwnBuilding() {
        known.add("jo", CLINIC);
        assertThat(IntStream.range(0, 400)
                        .filter(i -> isLookedAt("guess-" + i, CLINIC))
                        .count())
                .isEqualTo(200);
        assertThat(isLookedAt("sam", CLINIC)).as("somebody new here").isFalse();
        assertThat(isLookedAt("jo", CLINIC)).isTrue();
    }

    @Test
    void letsAnOwnerInFromElsewhereWhileASingleAddressGuesses() {
        for (int minute = 0; minute < 600; minute++) {
            wrong(5, Way.FORM, "jo", "198.51.100.4");
            time.pass(Duration.ofMinutes(1));
        }
        assertThat(isLookedAt("jo", "203.0.113.9")).isTrue();
    }

    @Test
    void looksAtHundredPasswordsOfAnAccountAndThenAtThreeAMinuteHoweverManyAddressesGuess() {
        long first = IntStream.range(0, 2_000)
                .filter(i -> isLookedAt("jo", "198.51.%d.%d".formatted(i / 250, i % 250)))
                .count();
        time.pass(Duration.ofMinutes(10));
        long later = IntStream.range(2_000, 4_000)
                .filter(i -> isLookedAt("jo", "198.51.%d.%d".formatted(i / 250, i % 250)))
                .count();
        assertThat(first).isEqualTo(100);
        assertThat(later).isEqualTo(30);
    }

    @Test
    void countsFormAndBasicApart() {
        wrong(50, Way.BASIC, "jo", CLINIC);
        assertThat(isLookedAt("jo", CLINIC)).isTrue();
    }

    @Test
    void takesANetworkOfIpv6ForOneCaller() {
        for (int i = 0; i < 10; i++) {
            wrong(1, Way.FORM, "jo", "2001:db8:0:1:0:0:0:" + i);
        }
        assertThat(isLookedAt("jo", "2001:db8:0:1:ffff:0:0:9")).isFalse();
        assertThat(isLookedAt("jo", "2001:db8:0:2:0:0:0:9")).isTrue();
    }

    @Test
    void tellsOfHeldBackAttemptsOnceAMinute() {
        assertThat(throttle.isWorthTelling(Way.FORM, "jo", CLINIC)).isTrue();
        assertThat(throttle.isWorthTelling(Way.FORM, "jo", CLINIC)).isFalse();
        assertThat(throttle.isWorthTelling(Way.FORM, "sam", CLINIC)).isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(throttle.isWorthTelling(Way.FORM, "jo", CLINIC)).isTrue();
    }

    private boolean isLookedAt(String userId, String address) {
        return throttle.begin(Way.FORM, userId, address).isPresent();
    }

    /** Sends wrong passwords and returns how many were looked at. */
    private long wrong(int times, Way way, String userId, String address) {
        return IntStream.range(0, times)
                .filter(i -> throttle.begin(way, userId, address).isPresent())
                .count();
    }

    private static final class MovableTime implements TimeMeter {

        private long nanos = 1;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
