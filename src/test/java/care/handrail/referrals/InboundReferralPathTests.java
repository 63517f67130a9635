package care.handrail.referrals;

import care.handrail.pathways.PathwayVariable;
import care.handrail.pathways.Step;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("InboundReferral")
class InboundReferralPathTests {

    @ParameterizedTest
    @ValueSource(strings = {"sent", "printed"})
    void takesThePatientOnAndAnswersTheReferrer(String outcome, Walk walk) {
        decided(walk, "accept")
                .ran("acceptInboundReferral", 1)
                .ran("rejectInboundReferral", 0)
                .ran("acknowledgeReferral", 1)
                .ran("answerReferrer", 1)
                .waitsAt("Gateway_AnswerSettled")
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", outcome))
                .endedAt("EndEvent_InboundReferralClosed")
                .ran("closeInboundReferral", 1)
                .notPassed("Task_CompleteInboundReferral", "Task_TellReferrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "repeat"})
    void answersTheReferrerOfWhoeverIsNotTakenOn(String decision, Walk walk) {
        decided(walk, decision)
                .ran("rejectInboundReferral", 1)
                .ran("acceptInboundReferral", 0)
                .ran("answerReferrer", 1)
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", "sent"))
                .endedAt("EndEvent_InboundReferralClosed")
                .has("referralTriage", decision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "as-it-is"})
    void receptionAddsWhatIsMissingAndAClinicianDecides(String entry, Walk walk) {
        arrived(walk, false)
                .opens("Task_CompleteInboundReferral", "CompleteInboundReferral", "reception")
                .ran("lookForRepeatedReferral", 0)
                .ran("acknowledgeReferral", 1)
                .complete("Task_CompleteInboundReferral", "reception", Map.of("referralEntry", entry))
                .passed("Task_CompleteInboundReferral", "Task_AcknowledgeCompletedReferral")
                .ran("acknowledgeReferral", 2)
                .opens("Task_DecideInboundReferral", "DecideInboundReferral", "clinician")
                .ran("lookForRepeatedReferral", 1)
                .has("referralEntry", entry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answered", "no-answer"})
    void asksTheReferrerAndComesBackToTheClinician(String reply, Walk walk) {
        decided(walk, "ask")
                .opens("Task_AskReferrer", "AskReferrer", "care-coordination")
                .complete("Task_AskReferrer", "coordinator", Map.of("referrerReply", reply))
                .opens("Task_DecideInboundReferral", "DecideInboundReferral", "clinician")
                .ran("answerReferrer", 0)
                .has("referrerReply", reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "bounced", "refused-consent", "suppressed-stale"})
    void aPersonTellsTheReferrerWhomTheLetterDidNotReach(String outcome, Walk walk) {
        decided(walk, "accept")
                .correlate("CorrespondenceSettled", Map.of("correspondenceOutcome", outcome))
                .opens("Task_TellReferrer", "TellReferrer", "care-coordination")
                .ran("closeInboundReferral", 0)
                .complete("Task_TellReferrer", "coordinator", Map.of("referrerTold", "told"))
                .endedAt("EndEvent_InboundReferralClosed")
                .ran("closeInboundReferral", 1);
    }

    @Test
    void aPersonTellsTheReferrerOfWhoseLetterNothingIsHeard(Walk walk) {
        decided(walk, "accept")
                .waitsFor("CatchEvent_AnswerLate", Duration.ofDays(14))
                .fire("CatchEvent_AnswerLate")
                .opens("Task_TellReferrer", "TellReferrer", "care-coordination")
                .complete("Task_TellReferrer", "coordinator", Map.of("referrerTold", "cannot-be-reached"))
                .endedAt("EndEvent_InboundReferralClosed");
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        arrived(walk, false)
                .late("Task_CompleteInboundReferral")
                .late("Task_CompleteInboundReferral")
                .complete("Task_CompleteInboundReferral", "reception", Map.of("referralEntry", "completed"))
                .late("Task_DecideInboundReferral")
                .late("Task_DecideInboundReferral")
                .complete("Task_DecideInboundReferral", "clinician", Map.of("referralTriage", "ask"))
                .late("Task_AskReferrer")
                .late("Task_AskReferrer")
                .complete("Task_AskReferrer", "coordinator", Map.of("referrerReply", "no-answer"))
                .complete("Task_DecideInboundReferral", "clinician", Map.of("referralTriage", "accept"))
                .fire("CatchEvent_AnswerLate")
                .late("Task_TellReferrer")
                .late("Task_TellReferrer");
    }

    private static Walk arrived(Walk walk, boolean complete) {
        return walk.where("checkInboundReferral", set("referralComplete", complete))
                .where("lookForRepeatedReferral", set("referralRepeated", false))
                .startByForm(
                        "reception",
                        Map.of("referralSender", "gp", "serviceLine", "physiotherapy", "site", "north"),
                        Map.of("patientId", "patient-1", "reference", "K7QM-2XWD", "priority", "routine"));
    }

    private static Walk decided(Walk walk, String decision) {
        return arrived(walk, true)
                .opens("Task_DecideInboundReferral", "DecideInboundReferral", "clinician")
                .complete("Task_DecideInboundReferral", "clinician", Map.of("referralTriage", decision));
    }

    private static Step set(String name, boolean value) {
        return context -> context.set(PathwayVariable.flag(name), value);
    }
}
