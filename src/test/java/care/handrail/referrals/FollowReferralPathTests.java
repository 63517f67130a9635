package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.testing.EngineClock;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("FollowReferral")
class FollowReferralPathTests {

    private static final PathwayVariable<String> STATE = PathwayVariable.code("referralState");
    private static final PathwayVariable<String> NEWS = PathwayVariable.code("referralNews");
    private static final PathwayVariable<String> OUTCOME = PathwayVariable.code("referralOutcome");
    private static final PathwayVariable<String> WITHIN = PathwayVariable.code("answerWithin");
    private static final PathwayVariable<Date> DEADLINE = PathwayVariable.date("referralDeadline");

    @Test
    void endsWhenTheReportIsBack(Walk walk) {
        hears(following(walk), "report-back", "report")
                .endedAt("EndEvent_ReportBack")
                .has("referralState", "report-back")
                .has("referralOutcome", "report")
                .notPassed("Task_AskReceiver");
    }

    @Test
    void takesOneWordAfterAnother(Walk walk) {
        following(walk);
        hears(walk, "received", "wait-on").waitsAt("Gateway_AnswerAwaited").waitsFor(OVERDUE, Duration.ofDays(7));
        hears(walk, "accepted", "wait-on").waitsFor(OVERDUE, Duration.ofDays(14));
        hears(walk, "attended", "wait-on").waitsFor(OVERDUE, Duration.ofDays(21));
        hears(walk, "report-back", "report").endedAt("EndEvent_ReportBack").ran("setReferralDeadline", 4);
    }

    private static final String OVERDUE = "CatchEvent_AnswerOverdue";

    @ParameterizedTest
    @CsvSource({
        "delivered, routine, 5",
        "delivered, urgent, 1",
        "received, urgent, 2",
        "accepted, urgent, 2",
        "attended, urgent, 5",
        "scheduled, routine, 2",
        "report-back, routine, 5"
    })
    void waitsNoLongerThanTheTableSays(String state, String urgency, int days, Walk walk) {
        counting(walk)
                .start(with("referralState", state, "urgency", urgency, "chaseCount", 0L))
                .waitsFor(OVERDUE, Duration.ofDays(days));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "info-needed", "no-show"})
    void goesToAClinicianWithWhatOnlyAClinicianDecides(String news, Walk walk) {
        hears(following(walk), news, "back")
                .endedAt("EndEvent_ClinicianDecides")
                .has("referralOutcome", "back");
    }

    @Test
    void asksTheServiceAboutAWordThatCannotBeTrue(Walk walk) {
        hears(following(walk), "rejected", "ask").opens("Task_AskReceiver", "AskReceiver", "care-coordination");
        says(walk, "accepted", "wait-on").waitsAt("Gateway_AnswerAwaited").has("referralState", "accepted");
    }

    @Test
    void takesAWordForTheServicesOwnAlsoAfterSomebodyAskedAndHeardNothingNew(Walk walk) {
        following(walk)
                .fire(OVERDUE)
                .complete("Task_AskReceiver", "coordinator", Map.of("referralNews", "nothing-new"))
                .where("recordReferralNews", context -> {
                    assertThat(context.require(OUTCOME)).isNotEqualTo("told-something");
                    context.set(OUTCOME, "ask");
                })
                .correlate("ReferralNews", Map.of("referralNews", "rejected", "referralSpeaker", "unknown"))
                .opens("Task_AskReceiver", "AskReceiver", "care-coordination");
    }

    @Test
    void asksTwiceAndThenLetsAClinicianDecide(Walk walk) {
        following(walk);
        for (long asked = 1; asked <= 2; asked++) {
            walk.fire(OVERDUE)
                    .opens("Task_AskReceiver", "AskReceiver", "care-coordination")
                    .complete("Task_AskReceiver", "coordinator", Map.of("referralNews", "nothing-new"))
                    .waitsAt("Gateway_AnswerAwaited")
                    .has("chaseCount", asked);
        }
        walk.fire(OVERDUE)
                .endedAt("EndEvent_ClinicianDecides")
                .has("referralBack", "no-answer")
                .has("referralOutcome", "back");
    }

    @Test
    void takesWhatTheServiceSaysOnTheTelephone(Walk walk) {
        following(walk).fire(OVERDUE);
        says(walk, "report-back", "report").endedAt("EndEvent_ReportBack").ran("recordReferralNews", 1);
    }

    @Test
    void escalatesWhenNobodyAsks(Walk walk) {
        following(walk).fire(OVERDUE).late("Task_AskReceiver").late("Task_AskReceiver");
    }

    private static Walk counting(Walk walk) {
        return walk.where(
                "setReferralDeadline",
                context -> context.set(
                        DEADLINE, Date.from(EngineClock.now().plus(Duration.parse(context.require(WITHIN))))));
    }

    private static Walk following(Walk walk) {
        return counting(walk)
                .start(with("referralState", "delivered", "chaseCount", 0L))
                .waitsAt("Gateway_AnswerAwaited");
    }

    private static Step records(String outcome) {
        return context -> {
            context.set(STATE, context.require(NEWS));
            context.set(OUTCOME, outcome);
        };
    }

    private static Walk hears(Walk walk, String news, String outcome) {
        return walk.where("recordReferralNews", records(outcome))
                .correlate("ReferralNews", Map.of("referralNews", news));
    }

    private static Walk says(Walk walk, String news, String outcome) {
        return walk.where("recordReferralNews", records(outcome))
                .complete("Task_AskReceiver", "coordinator", Map.of("referralNews", news));
    }
}
