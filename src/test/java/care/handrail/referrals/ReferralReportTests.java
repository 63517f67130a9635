package care.handrail.referrals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.referrals.store.InboundReferral;
import care.handrail.referrals.store.InboundReferral.Asked;
import care.handrail.referrals.store.ReferralReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every event in every state of a report to a referrer. */
class ReferralReportTests {

    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    private static final Map<String, Consumer<ReferralReport>> EVENTS = Map.of(
            "due", ReferralReport::fallDue,
            "waitOn", ReferralReport::waitOn,
            "send", ReferralReport::send,
            "sent", report -> report.settle(ReportState.SENT, null, NOW),
            "told", report -> report.settle(ReportState.TOLD, null, NOW),
            "notSent", report -> report.settle(ReportState.NOT_SENT, "referrer-knows", NOW),
            "unreached", report -> report.settle(ReportState.UNREACHED, null, NOW),
            "recalled", report -> report.settle(ReportState.RECALLED, null, NOW));

    private static final Map<ReportState, Map<String, ReportState>> ALLOWED = Map.of(
            ReportState.AWAITED,
            Map.of("due", ReportState.DUE),
            ReportState.DUE,
            Map.of(
                    "waitOn", ReportState.AWAITED,
                    "send", ReportState.SENDING,
                    "told", ReportState.TOLD,
                    "notSent", ReportState.NOT_SENT),
            ReportState.SENDING,
            Map.of(
                    "send", ReportState.SENDING,
                    "sent", ReportState.SENT,
                    "told", ReportState.TOLD,
                    "notSent", ReportState.NOT_SENT,
                    "unreached", ReportState.UNREACHED,
                    "recalled", ReportState.RECALLED),
            ReportState.SENT,
            Map.of(),
            ReportState.TOLD,
            Map.of(),
            ReportState.NOT_SENT,
            Map.of(),
            ReportState.UNREACHED,
            Map.of(),
            ReportState.RECALLED,
            Map.of());

    private static final Map<ReportState, List<String>> WAY = Map.of(
            ReportState.AWAITED, List.of(),
            ReportState.DUE, List.of("due"),
            ReportState.SENDING, List.of("due", "send"),
            ReportState.SENT, List.of("due", "send", "sent"),
            ReportState.TOLD, List.of("due", "told"),
            ReportState.NOT_SENT, List.of("due", "notSent"),
            ReportState.UNREACHED, List.of("due", "send", "unreached"),
            ReportState.RECALLED, List.of("due", "send", "recalled"));

    @ParameterizedTest
    @EnumSource
    void takesEveryEventThatItsStateAllowsAndRefusesTheOthers(ReportState state) {
        EVENTS.forEach((name, event) -> {
            var report = in(state);
            var next = Objects.requireNonNull(ALLOWED.get(state)).get(name);
            if (next == null) {
                assertThatThrownBy(() -> event.accept(report))
                        .as(name + " in " + state)
                        .isInstanceOf(IllegalStateException.class);
                assertThat(report.state()).isEqualTo(state);
            } else {
                event.accept(report);
                assertThat(report.state()).isEqualTo(next);
            }
        });
    }

    private static ReferralReport in(ReportState state) {
        var referral = new InboundReferral(
                "referral-1",
                "K7QM-2XWD",
                "patient-1",
                new Asked("gp", "GP-1", "north", "physiotherapy", "routine"),
                NOW);
        var report = new ReferralReport("report-1", referral, "episode-1", NOW);
        Objects.requireNonNull(WAY.get(state))
                .forEach(event -> Objects.requireNonNull(EVENTS.get(event)).accept(report));
        assertThat(report.state()).isEqualTo(state);
        return report;
    }
}
