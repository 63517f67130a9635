package care.handrail.episodes.store;

import static care.handrail.episodes.ActionState.DONE;
import static care.handrail.episodes.ActionState.NOT_NEEDED;
import static care.handrail.episodes.ActionState.OWNED;
import static care.handrail.episodes.ActionState.UNOWNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.Role;
import care.handrail.episodes.ActionKind;
import care.handrail.episodes.ActionState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state: it leads on, or it is refused. */
class FollowOnActionTests {

    private static final Instant NOW = Instant.parse("2026-11-16T10:00:00Z");

    private static final Map<String, UnaryOperator<FollowOnAction>> EVENTS = Map.of(
            "give", action -> action.given(Role.NURSING, "nurse"),
            "hand back", FollowOnAction::handedBack,
            "done", action -> action.done(NOW),
            "not needed", action -> action.notNeeded("no-longer-needed", NOW));

    private static final Map<ActionState, Map<String, ActionState>> ALLOWED = Map.of(
            UNOWNED, Map.of("give", OWNED, "not needed", NOT_NEEDED),
            OWNED, Map.of("hand back", UNOWNED, "done", DONE, "not needed", NOT_NEEDED),
            DONE, Map.of(),
            NOT_NEEDED, Map.of());

    static Stream<Arguments> everyEventInEveryState() {
        return Stream.of(ActionState.values())
                .flatMap(state -> EVENTS.keySet().stream().map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyEventInEveryState")
    void goesWhereTheTableSaysAndNowhereElse(ActionState state, String event) {
        var apply = Objects.requireNonNull(EVENTS.get(event));
        var after = Objects.requireNonNull(ALLOWED.get(state)).get(event);
        if (after == null) {
            assertThatThrownBy(() -> apply.apply(in(state)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(state.code());
        } else {
            assertThat(apply.apply(in(state)).state()).isEqualTo(after);
        }
    }

    @Test
    void hasAnOwnerExactlyWhileItIsOwned() {
        var given = in(UNOWNED).given(Role.NURSING, "nurse");
        assertThat(given.role()).isEqualTo(Role.NURSING);
        assertThat(given.person()).isEqualTo("nurse");
        assertThat(given.handedBack()).isEqualTo(in(UNOWNED));
        assertThat(given.done(NOW).settledAt()).isEqualTo(NOW);
        assertThat(given.notNeeded("done-elsewhere", NOW).reason()).isEqualTo("done-elsewhere");
    }

    private static FollowOnAction in(ActionState state) {
        return new FollowOnAction(
                "action",
                ActionKind.MAKE_CALL,
                "patient",
                "episode",
                "Task_AssessPatient",
                "north",
                "general-practice",
                "clinician",
                state,
                state == UNOWNED ? null : Role.CLINICIAN,
                null,
                NOW,
                NOW,
                null,
                null);
    }
}
