package care.handrail.access.web;

import care.handrail.access.store.KnownAddresses;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Holds back whoever guesses passwords, without shutting out whom they guess at (ADR 44).
 *
 * <p>Three buckets count wrong passwords: of an account from one address, of an address, and of an account. An account
 * that has signed in from an address before is held there by the first alone, so that wrong passwords from elsewhere, or
 * for other accounts from the same building, never keep its owner out. Names that are no account are counted alike.
 *
 * <p>Each node counts for itself; the addresses are in the database.
 */
@Component
class SignInThrottle {

    /** How a password came: a program that sends an old one must not keep the person out who types it. */
    enum Way {
        FORM,
        BASIC,
        TOKEN
    }

    private record Limit(int atOnce, Duration oneMoreEvery) {

        private Bucket bucket(TimeMeter time) {
            return Bucket.builder()
                    .withCustomTimePrecision(time)
                    .addLimit(limit -> limit.capacity(atOnce).refillGreedy(1, oneMoreEvery))
                    .build();
        }
    }

    private static final Limit HERE = new Limit(10, Duration.ofMinutes(1));

    private static final Limit OF_ADDRESS = new Limit(200, Duration.ofSeconds(5));

    /** Gains faster than {@link #HERE}, so that no single address can use it up. */
    private static final Limit OF_ACCOUNT = new Limit(100, Duration.ofSeconds(20));

    private static final Limit TOLD = new Limit(1, Duration.ofMinutes(1));

    /** No account has a longer name. */
    private static final int LONGEST_NAME = 64;

    private final KnownAddresses known;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    @Autowired
    SignInThrottle(KnownAddresses known) {
        this(known, TimeMeter.SYSTEM_MILLISECONDS);
    }

    SignInThrottle(KnownAddresses known, TimeMeter time) {
        this.known = known;
        this.time = time;
        // A bucket that nobody has asked for in an hour and more is full again.
        buckets = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofHours(2))
                .maximumSize(200_000)
                .build();
    }

    /** Tries that were taken for one password, to be given back when it was right. */
    record Attempt(List<Bucket> taken) {

        void wasRight() {
            taken.forEach(bucket -> bucket.addTokens(1));
        }
    }

    /** Begins to look at a password; empty when it must not be looked at. */
    Optional<Attempt> begin(Way way, String userId, String address) {
        var place = ClientAddress.network(address);
        var here = bucket("here", HERE, way, userId, place);
        if (!here.tryConsume(1)) {
            return Optional.empty();
        }
        var taken = new ArrayList<>(List.of(here));
        boolean free = takes(taken, bucket("address", OF_ADDRESS, place))
                & takes(taken, bucket("account", OF_ACCOUNT, named(userId)));
        return free || known.contains(userId, place) ? Optional.of(new Attempt(taken)) : Optional.empty();
    }

    /** Tells whether a held-back attempt should be recorded: one a minute, lest guessing fill the trail. */
    boolean isWorthTelling(Way way, String userId, String address) {
        return bucket("told", TOLD, way, userId, ClientAddress.network(address)).tryConsume(1);
    }

    private static boolean takes(List<Bucket> taken, Bucket bucket) {
        return bucket.tryConsume(1) && taken.add(bucket);
    }

    private Bucket bucket(String kind, Limit limit, Way way, String userId, String place) {
        return bucket(kind, limit, way + " " + place + " " + named(userId));
    }

    private Bucket bucket(String kind, Limit limit, String of) {
        return buckets.get(kind + " " + of, key -> limit.bucket(time));
    }

    private static String named(String userId) {
        return userId.length() > LONGEST_NAME ? "" : userId;
    }
}
