package care.handrail.signoffs.store;

import static care.handrail.signoffs.SignOffState.CHANGES_ASKED;
import static care.handrail.signoffs.SignOffState.FIRST_SIGNED;
import static care.handrail.signoffs.SignOffState.REJECTED;
import static care.handrail.signoffs.SignOffState.REQUESTED;
import static care.handrail.signoffs.SignOffState.SIGNED;
import static care.handrail.signoffs.SignOffState.VOID;
import static care.handrail.signoffs.SignOffState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.Role;
import care.handrail.signoffs.Decision;
import care.handrail.signoffs.SignOffState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state: it leads on, changes nothing, or is refused. */
class SignOffTests {

    private static final Instant NOW = Instant.parse("2026-11-16T10:00:00Z");

    private static final Map<String, UnaryOperator<SignOff>> EVENTS = Map.of(
            "approve", signOff -> signOff.decided(Decision.APPROVE, "second", "words", false, NOW),
            "approve as one of two", signOff -> signOff.decided(Decision.APPROVE, "second", "words", true, NOW),
            "ask for changes", signOff -> signOff.decided(Decision.ASK_FOR_CHANGES, "second", "words", true, NOW),
            "reject", signOff -> signOff.decided(Decision.REJECT, "second", "words", false, NOW),
            "give back", signOff -> signOff.givenBack(NOW),
            "withdraw", signOff -> signOff.withdrawn(NOW),
            "item changed", signOff -> signOff.itemChanged("other words", NOW),
            "item as it was", signOff -> signOff.itemChanged("words", NOW));

    private static final Map<SignOffState, Map<String, SignOffState>> OPEN = Map.of(
            REQUESTED,
            Map.of(
                    "approve", SIGNED,
                    "approve as one of two", FIRST_SIGNED,
                    "ask for changes", CHANGES_ASKED,
                    "reject", REJECTED,
                    "give back", REJECTED,
                    "withdraw", WITHDRAWN,
                    "item changed", REQUESTED,
                    "item as it was", REQUESTED),
            FIRST_SIGNED,
            Map.of(
                    "approve", SIGNED,
                    "approve as one of two", SIGNED,
                    "ask for changes", CHANGES_ASKED,
                    "reject", REJECTED,
                    "give back", REJECTED,
                    "withdraw", WITHDRAWN,
                    "item changed", REQUESTED,
                    "item as it was", FIRST_SIGNED));

    static Stream<Arguments> everyEventInEveryState() {
        return Stream.of(SignOffState.values())
                .flatMap(state -> EVENTS.keySet().stream().map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyEventInEveryState")
    void goesWhereTheTableSaysAndNowhereElse(SignOffState state, String event) {
        var before = in(state);
        var apply = Objects.requireNonNull(EVENTS.get(event));
        var open = OPEN.get(state);
        if (open != null) {
            assertThat(apply.apply(before).state()).isEqualTo(open.get(event));
        } else if (event.startsWith("item")) {
            assertThat(apply.apply(before).state())
                    .isEqualTo(state == SIGNED && event.equals("item changed") ? VOID : state);
        } else {
            assertThatThrownBy(() -> apply.apply(before))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(state.code());
        }
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void isNeverDecidedByTheAuthor(Decision decision) {
        assertThatThrownBy(() -> in(REQUESTED).decided(decision, "author", "words", false, NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void isNeverDecidedTwiceByTheSamePerson(Decision decision) {
        assertThatThrownBy(() -> in(FIRST_SIGNED).decided(decision, "first", "words", true, NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsTheFirstOfTwoForTheWordsThatItWasGivenFor() {
        var after = in(FIRST_SIGNED).decided(Decision.APPROVE, "second", "other words", true, NOW);
        assertThat(after.state()).isEqualTo(FIRST_SIGNED);
        assertThat(after.firstSigner()).isEqualTo("second");
        assertThat(after.isSigned("other words")).isFalse();
        assertThat(after.decided(Decision.APPROVE, "first", "other words", true, NOW)
                        .isSigned("other words"))
                .isTrue();
    }

    @Test
    void isSignedForTheWordsThatWereSigned() {
        var signed = in(REQUESTED).decided(Decision.APPROVE, "second", "words", false, NOW);
        assertThat(signed.isSigned("words")).isTrue();
        assertThat(signed.isSigned("other words")).isFalse();
        assertThat(signed.itemChanged("other words", NOW).isSigned("words"))
                .as("what is void stays void")
                .isFalse();
    }

    private static SignOff in(SignOffState state) {
        boolean approved = state == FIRST_SIGNED || state == SIGNED || state == VOID;
        return new SignOff(
                "sign-off",
                "treatment-plan",
                "item",
                "K7QM-2XWD",
                "patient",
                null,
                "north",
                "general-practice",
                "author",
                Role.CLINICIAN,
                null,
                "waiting",
                state,
                state == FIRST_SIGNED ? "first" : null,
                approved ? "words" : null,
                NOW,
                state.isOpen() ? null : NOW,
                state == VOID ? NOW : null);
    }
}
