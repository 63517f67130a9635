package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("SendReferral")
class SendReferralPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"sent", "printed", "failed", "bounced"})
    void endsWhenItIsKnownWhatBecameOfTheLetter(String outcome, Walk walk) {
        sending(walk)
                .correlate(
                        "CorrespondenceSettled",
                        Map.of("correspondenceId", "letter-1", "correspondenceOutcome", outcome))
                .endedAt("EndEvent_SendingKnown")
                .ran("sendReferral", 1)
                .ran("recordDelivery", 1)
                .has("correspondenceOutcome", outcome);
    }

    @Test
    void isFoundOutByCareCoordinationWhenNoWordComes(Walk walk) {
        overdue(walk)
                .complete(
                        "Task_CheckSending",
                        "coordinator",
                        Map.of("referralOutcome", "told-something", "correspondenceOutcome", "failed"))
                .endedAt("EndEvent_SendingKnown")
                .ran("recordDelivery", 1)
                .has("correspondenceOutcome", "failed");
    }

    @Test
    void waitsOnAndIsNeverSentTwice(Walk walk) {
        overdue(walk)
                .complete("Task_CheckSending", "coordinator", Map.of("referralOutcome", "wait-on"))
                .waitsAt("Gateway_SendingAwaited")
                .ran("sendReferral", 1)
                .ran("recordDelivery", 0);
    }

    @Test
    void waitsAShortTimeForWordOfWhatIsUrgent(Walk walk) {
        walk.start(with("referralState", "draft", "urgency", "urgent"))
                .waitsFor("CatchEvent_SendingOverdue", Duration.ofHours(4));
    }

    @Test
    void escalatesWhenNobodyFindsOut(Walk walk) {
        overdue(walk).late("Task_CheckSending").late("Task_CheckSending");
    }

    private static Walk sending(Walk walk) {
        return walk.start(with("referralState", "draft")).waitsAt("Gateway_SendingAwaited");
    }

    private static Walk overdue(Walk walk) {
        return sending(walk)
                .waitsFor("CatchEvent_SendingOverdue", Duration.ofDays(4))
                .fire("CatchEvent_SendingOverdue")
                .opens("Task_CheckSending", "CheckSending", "care-coordination");
    }
}
