package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.referrals.store.InboundReferral;
import care.handrail.referrals.store.InboundReferral.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every event in every state of a referral to us. */
class InboundReferralTests {

    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    private static final Map<String, Consumer<InboundReferral>> EVENTS = Map.of(
            "accept", referral -> referral.accept("episode-1"),
            "reject", referral -> referral.reject("reject"),
            "repeat", referral -> referral.reject("repeat"),
            "answered", referral -> referral.answered(NOW));

    private static final Map<InboundState, Map<String, InboundState>> ALLOWED = Map.of(
            InboundState.RECEIVED,
                    Map.of(
                            "accept", InboundState.ACCEPTED,
                            "reject", InboundState.REJECTED,
                            "repeat", InboundState.REJECTED),
            InboundState.ACCEPTED, Map.of("answered", InboundState.ANSWERED),
            InboundState.REJECTED, Map.of("answered", InboundState.ANSWERED),
            InboundState.ANSWERED, Map.of());

    @ParameterizedTest
    @EnumSource
    void takesEveryEventThatItsStateAllowsAndRefusesTheOthers(InboundState state) {
        EVENTS.forEach((name, event) -> {
            var referral = in(state);
            var next = Objects.requireNonNull(ALLOWED.get(state)).get(name);
            if (next == null) {
                assertThatThrownBy(() -> event.accept(referral))
                        .as(name + " in " + state)
                        .isInstanceOf(IllegalStateException.class);
                assertThat(referral.state()).isEqualTo(state);
            } else {
                event.accept(referral);
                assertThat(referral.state()).isEqualTo(next);
            }
        });
    }

    private static InboundReferral in(InboundState state) {
        var referral = new InboundReferral(
                "referral-1",
                "K7QM-2XWD",
                "patient-1",
                new Asked("gp", "GP-1", "north", "physiotherapy", "routine"),
                NOW);
        var way = Map.of(
                InboundState.RECEIVED, List.<String>of(),
                InboundState.ACCEPTED, List.of("accept"),
                InboundState.REJECTED, List.of("reject"),
                InboundState.ANSWERED, List.of("accept", "answered"));
        Objects.requireNonNull(way.get(state))
                .forEach(event -> Objects.requireNonNull(EVENTS.get(event)).accept(referral));
        return referral;
    }
}
