package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("PrepareReferral")
class PrepareReferralPathTests {

    private static final PathwayVariable<Boolean> COMPLETE = PathwayVariable.flag("referralComplete");
    private static final PathwayVariable<Boolean> SIGNED = PathwayVariable.flag("referralSigned");

    @Test
    void isSignedAndReadyWhenNothingIsMissing(Walk walk) {
        awaitingSignature(walk, true)
                .correlate("SignOffDecided", Map.of("signOffId", "sign-off-1", "signOffOutcome", "approved"))
                .endedAt("EndEvent_ReferralSigned")
                .has("referralOutcome", "send")
                .has("referralDocuments", "test-result")
                .ran("checkReferral", 1)
                .ran("askForSignature", 1)
                .ran("checkSignature", 1)
                .notPassed("Task_FillReferralGaps", "Task_ReworkReferral");
    }

    @ParameterizedTest
    @CsvSource({
        "county-radiology, routine, test-result",
        "city-cardiology, routine, test-result",
        "city-cardiology, urgent, none",
        "valley-dermatology, routine, clinical-picture",
        "harbour-psychology, routine, none"
    })
    void asksForWhatTheServiceRequires(String service, String urgency, String documents, Walk walk) {
        complete(walk, true)
                .start(with(
                        "referralBack",
                        "new",
                        "referralState",
                        "draft",
                        "referralService",
                        service,
                        "urgency",
                        urgency))
                .has("referralDocuments", documents);
    }

    @Test
    void isCompletedByCareCoordinationAndLookedAtAgain(Walk walk) {
        gaps(walk);
        complete(walk, true)
                .complete("Task_FillReferralGaps", "coordinator", Map.of("referralOutcome", "gaps-filled"))
                .waitsAt("Gateway_SignatureAwaited")
                .ran("checkReferral", 2);
    }

    @Test
    void goesToAClinicianWhenSomethingCannotBeHad(Walk walk) {
        gaps(walk)
                .complete("Task_FillReferralGaps", "coordinator", Map.of("referralOutcome", "gaps-stay"))
                .opens("Task_ReworkReferral", "ReworkReferral", "clinician")
                .has("referralBack", "gaps-stay")
                .ran("askForSignature", 0);
    }

    @Test
    void goesBackWhenWhatWasSignedIsNotWhatIsThere(Walk walk) {
        awaitingSignature(walk, false)
                .correlate("SignOffDecided", Map.of("signOffId", "sign-off-1", "signOffOutcome", "approved"))
                .opens("Task_ReworkReferral", "ReworkReferral", "clinician");
    }

    @Test
    void goesBackWhenNobodySignsInTime(Walk walk) {
        awaitingSignature(walk, true)
                .waitsFor("CatchEvent_SignatureOverdue", Duration.ofDays(5))
                .fire("CatchEvent_SignatureOverdue")
                .opens("Task_ReworkReferral", "ReworkReferral", "clinician")
                .has("referralBack", "no-signature");
    }

    @Test
    void waitsAShortTimeForTheSignatureOfWhatIsUrgent(Walk walk) {
        complete(walk, true)
                .start(with("referralBack", "new", "referralState", "draft", "urgency", "urgent"))
                .waitsFor("CatchEvent_SignatureOverdue", Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gaps-stay", "no-signature", "not-delivered", "rejected", "info-needed", "no-show", "no-answer"})
    void beginsWithTheClinicianWhateverItCameBackFor(String back, Walk walk) {
        cameBack(walk, back).ran("checkReferral", 0);
    }

    @Test
    void isSignedAgainWhenAClinicianChangedIt(Walk walk) {
        complete(walk, true);
        cameBack(walk, "rejected")
                .complete(
                        "Task_ReworkReferral",
                        "clinician2",
                        Map.of(
                                "referralOutcome", "changed",
                                "referralService", "city-cardiology",
                                "urgency", "routine",
                                "referralReason", "Palpitations."))
                .waitsAt("Gateway_SignatureAwaited")
                .has("referralService", "city-cardiology")
                .has("referralDocuments", "test-result")
                .has("referrer", "clinician2")
                .ran("askForSignature", 1);
    }

    @ParameterizedTest
    @CsvSource({"wait-on, EndEvent_WaitOn", "withdrawn, EndEvent_GivenUp"})
    void isNotSentWhenTheClinicianSaysSo(String outcome, String end, Walk walk) {
        cameBack(walk, "no-answer")
                .complete("Task_ReworkReferral", "clinician", Map.of("referralOutcome", outcome))
                .endedAt(end)
                .has("referralOutcome", outcome)
                .ran("askForSignature", 0);
    }

    @Test
    void escalatesEveryStepThatIsLate(Walk walk) {
        gaps(walk)
                .late("Task_FillReferralGaps")
                .complete("Task_FillReferralGaps", "coordinator", Map.of("referralOutcome", "gaps-stay"))
                .late("Task_ReworkReferral");
    }

    private static Walk complete(Walk walk, boolean complete) {
        return walk.where("checkReferral", context -> context.set(COMPLETE, complete));
    }

    private static Walk gaps(Walk walk) {
        return complete(walk, false)
                .start(with("referralBack", "new", "referralState", "draft"))
                .opens("Task_FillReferralGaps", "FillReferralGaps", "care-coordination");
    }

    private static Walk awaitingSignature(Walk walk, boolean signed) {
        return complete(walk, true)
                .where("checkSignature", context -> {
                    context.set(SIGNED, signed);
                    context.set(PathwayVariable.code("referralOutcome"), "send");
                })
                .start(with("referralBack", "new", "referralState", "draft"))
                .waitsAt("Gateway_SignatureAwaited");
    }

    private static Walk cameBack(Walk walk, String back) {
        return walk.start(with("referralBack", back, "referralState", "rejected"))
                .opens("Task_ReworkReferral", "ReworkReferral", "clinician");
    }
}
