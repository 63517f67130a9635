package care.handrail.correspondence.store;

import static care.handrail.correspondence.DispatchState.BOUNCED;
import static care.handrail.correspondence.DispatchState.FAILED;
import static care.handrail.correspondence.DispatchState.GIVEN_UP;
import static care.handrail.correspondence.DispatchState.HANDED_OVER;
import static care.handrail.correspondence.DispatchState.PRINTED;
import static care.handrail.correspondence.DispatchState.REFUSED_CONSENT;
import static care.handrail.correspondence.DispatchState.SENDING;
import static care.handrail.correspondence.DispatchState.SENT;
import static care.handrail.correspondence.DispatchState.SUPPRESSED_STALE;
import static care.handrail.correspondence.DispatchState.TO_PRINT;
import static care.handrail.correspondence.DispatchState.TO_PRINT_CLINICAL;
import static care.handrail.correspondence.DispatchState.UNCERTAIN;
import static care.handrail.correspondence.DispatchState.WAITING;
import static care.handrail.correspondence.DispatchState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.consent.Use;
import care.handrail.correspondence.DispatchState;
import care.handrail.correspondence.Intent.About;
import care.handrail.correspondence.store.Dispatch.Order;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state. */
class DispatchTests {

    private static final int ATTEMPT = 3;

    /** What happens to it, which states it may happen in, and where that leads. */
    private record Event(Consumer<Dispatch> happen, DispatchState leadsTo, Set<DispatchState> from) {}

    private static final Map<String, Event> EVENTS = Map.ofEntries(
            event("claim", Dispatch::claim, SENDING, WAITING, SENDING),
            event("handOver", it -> it.handOver(ATTEMPT, "basis"), HANDED_OVER, SENDING),
            event("accepted", it -> it.accepted("other-id"), SENT, HANDED_OVER),
            event("tryLater", it -> it.tryLater("busy"), WAITING, SENDING, HANDED_OVER),
            event("fail", it -> it.fail("busy"), FAILED, WAITING, SENDING, HANDED_OVER, TO_PRINT, TO_PRINT_CLINICAL),
            event("losesTrack", it -> it.losesTrack("no-answer"), UNCERTAIN, HANDED_OVER, SENT),
            event("suppress", Dispatch::suppress, SUPPRESSED_STALE, WAITING, SENDING),
            event("refuse", it -> it.refuse("consent:1"), REFUSED_CONSENT, WAITING, SENDING),
            event("print", it -> it.print(false, "basis", null), TO_PRINT, WAITING, SENDING),
            event("printed", Dispatch::printed, PRINTED, TO_PRINT, TO_PRINT_CLINICAL),
            event("askAgain", Dispatch::askAgain, WAITING, TO_PRINT, TO_PRINT_CLINICAL),
            event("bounce", it -> it.bounce("bounced"), BOUNCED, SENT, PRINTED, HANDED_OVER, UNCERTAIN),
            event("sendAgain", Dispatch::sendAgain, WAITING, FAILED, UNCERTAIN, BOUNCED),
            event("sendByPost", Dispatch::sendByPost, WAITING, FAILED, UNCERTAIN, BOUNCED),
            event("arrived", Dispatch::arrived, SENT, UNCERTAIN, BOUNCED),
            event("giveUp", Dispatch::giveUp, GIVEN_UP, FAILED, UNCERTAIN, BOUNCED),
            event("withdraw", Dispatch::withdraw, WITHDRAWN, WAITING, SENDING, TO_PRINT, TO_PRINT_CLINICAL, FAILED));

    /** What does not change the state. */
    private static final Set<String> NO_EVENTS = Set.of("told", "at", "overtaken");

    private static Map.Entry<String, Event> event(
            String name, Consumer<Dispatch> happen, DispatchState to, DispatchState first, DispatchState... others) {
        return Map.entry(name, new Event(happen, to, EnumSet.of(first, others)));
    }

    static Stream<Arguments> everyEventInEveryState() {
        return EVENTS.keySet().stream()
                .sorted()
                .flatMap(event -> Arrays.stream(DispatchState.values()).map(state -> Arguments.of(event, state)));
    }

    @ParameterizedTest(name = "{0} when {1}")
    @MethodSource
    void everyEventInEveryState(String name, DispatchState state) {
        var event = Objects.requireNonNull(EVENTS.get(name));
        var dispatch = in(state);
        if (event.from().contains(state)) {
            event.happen().accept(dispatch);
            assertThat(dispatch.state()).isEqualTo(event.leadsTo());
        } else {
            assertThatThrownBy(() -> event.happen().accept(dispatch))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("What is " + state.code() + " does not take the event " + name + ".");
            assertThat(dispatch.state()).isEqualTo(state);
        }
    }

    @Test
    void noEventIsLeftOut() {
        assertThat(Stream.of(Dispatch.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == void.class)
                        .map(method -> method.getName())
                        .filter(name -> !NO_EVENTS.contains(name))
                        .collect(Collectors.toSet()))
                .isEqualTo(EVENTS.keySet());
    }

    @Test
    void isNotHandedOverByAnAttemptThatAnotherHasOvertaken() {
        var dispatch = in(SENDING);
        dispatch.claim();
        assertThatThrownBy(() -> dispatch.handOver(ATTEMPT, "basis"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Another attempt");
        assertThat(dispatch.state()).isEqualTo(SENDING);
    }

    @Test
    void countsTriesAnewAfterAPersonDecidedAndAttemptsNever() {
        var dispatch = in(FAILED);
        dispatch.sendAgain();
        dispatch.claim();
        assertThat(dispatch.tries()).isEqualTo(1);
        assertThat(dispatch.attempt()).isEqualTo(ATTEMPT + 1);
    }

    @Test
    void goesByPostWhenAPersonSaysSoAndByItsOwnWayWhenSentAgain() {
        var dispatch = in(BOUNCED);
        dispatch.sendByPost();
        assertThat(dispatch.channel()).isEqualTo("letter");
        dispatch.print(false, "basis", null);
        dispatch.fail("cannot-be-posted");
        dispatch.sendAgain();
        assertThat(dispatch.channel()).isEqualTo("email");
    }

    @Test
    void isNotTriedAgainAfterItWasOvertaken() {
        var busy = in(HANDED_OVER);
        busy.overtaken();
        busy.tryLater("busy");
        assertThat(busy.state()).isEqualTo(WITHDRAWN);
        var refused = in(HANDED_OVER);
        refused.overtaken();
        refused.fail("address-refused");
        assertThat(refused.state()).isEqualTo(WITHDRAWN);
    }

    @Test
    void isStaleFromTheMomentOnBeforeWhichItHadToBeSent() {
        var dispatch = in(WAITING);
        assertThat(dispatch.isStale(Instant.parse("2026-11-20T09:59:59Z"))).isFalse();
        assertThat(dispatch.isStale(Instant.parse("2026-11-20T10:00:00Z"))).isTrue();
    }

    private static Dispatch in(DispatchState state) {
        return new Dispatch(
                new Order(
                        "id",
                        "key-0001",
                        new Use("direct-care", "patient", "email"),
                        "PleaseCallUs",
                        1,
                        new About("patient", null, "north", "general-practice", "K7QM-2XWD"),
                        null,
                        List.of(),
                        Instant.parse("2026-11-20T10:00:00Z"),
                        null,
                        Instant.EPOCH),
                "email",
                state,
                ATTEMPT,
                2,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                false);
    }
}
