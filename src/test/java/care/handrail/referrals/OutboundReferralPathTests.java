package care.handrail.referrals;

import static care.handrail.referrals.ReferralEnvelope.with;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest(
        value = "OutboundReferral",
        stubs = {"PrepareReferral", "SendReferral", "FollowReferral", "CloseReferral"})
class OutboundReferralPathTests {

    private static final PathwayVariable<String> STATE = PathwayVariable.code("referralState");
    private static final PathwayVariable<Boolean> HELD = PathwayVariable.flag("referralHeld");

    @Test
    void leadsFromTheReasonToTheClosedReferral(Walk walk) {
        reported(walk)
                .returnFrom("CloseReferral", Map.of("referralOutcome", "closed"))
                .endedAt("EndEvent_ReferralClosed")
                .passed("Call_PrepareReferral", "Call_SendReferral", "Call_FollowReferral", "Call_CloseReferral")
                .has("referralOutcome", "closed");
    }

    @Test
    void comesBackToTheClinicianWhenItCouldNotBeDelivered(Walk walk) {
        sent(walk)
                .returnFrom("SendReferral", Map.of("referralState", "draft", "referralBack", "not-delivered"))
                .calledWith(
                        "PrepareReferral",
                        with("referralState", "draft", "referralBack", "not-delivered", "referrer", "clinician"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "info-needed", "no-show"})
    void comesBackToTheClinicianWithWhatTheServiceSaid(String news, Walk walk) {
        followed(walk)
                .returnFrom(
                        "FollowReferral",
                        Map.of(
                                "referralService", "county-radiology",
                                "referralState", news,
                                "referralNews", news,
                                "referralBack", news,
                                "referralOutcome", "back"))
                .calledWith(
                        "PrepareReferral",
                        with(
                                "referralState", news,
                                "referralNews", news,
                                "referralBack", news,
                                "referrer", "clinician"));
    }

    @Test
    void goesToTheServiceAndTheUrgencyThatTheClinicianChose(Walk walk) {
        begin(walk)
                .returnFrom(
                        "PrepareReferral",
                        Map.of(
                                "referralOutcome", "send",
                                "referralService", "city-cardiology",
                                "urgency", "urgent",
                                "referrer", "clinician2"))
                .calledWith("SendReferral", with("referralService", "city-cardiology", "urgency", "urgent"))
                .has("referrer", "clinician2");
    }

    @Test
    void isClosedAtTheServiceThatReportedAlsoWhenAnotherOneHadBeenChosen(Walk walk) {
        begin(walk)
                .returnFrom(
                        "PrepareReferral",
                        Map.of(
                                "referralOutcome", "wait-on",
                                "referralService", "city-cardiology",
                                "urgency", "routine",
                                "referrer", "clinician"))
                .returnFrom(
                        "FollowReferral",
                        Map.of(
                                "referralService", "county-radiology",
                                "referralState", "report-back",
                                "referralNews", "report-back",
                                "referralOutcome", "report"))
                .calledWith("CloseReferral", with("referralState", "report-back"));
    }

    @Test
    void waitsOnWithoutSendingAgain(Walk walk) {
        begin(walk)
                .returnFrom("PrepareReferral", Map.of("referralOutcome", "wait-on"))
                .calledWith("FollowReferral", with("referralState", "draft", "chaseCount", 0L))
                .notPassed("Call_SendReferral");
    }

    @Test
    void isFollowedOnWhenTheReportIsNotEnough(Walk walk) {
        reported(walk)
                .returnFrom("CloseReferral", Map.of("referralOutcome", "not-enough"))
                .calledWith("FollowReferral", with("referralState", "report-back", "chaseCount", 0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "rejected"})
    void isCancelledWithoutAskingAServiceThatHasNothingToStop(String state, Walk walk) {
        begin(standing(walk, state, false))
                .returnFrom("PrepareReferral", Map.of("referralOutcome", "withdrawn"))
                .calledWith("CloseReferral", with("referralState", state))
                .ran("cancelReferral", 1)
                .notPassed("Task_AskReceiverToStop");
    }

    @Test
    void isNotCancelledBeforeTheServiceHasSaidThatItStops(Walk walk) {
        followed(standing(walk, "accepted", true))
                .correlate("ReferralCancelWanted", Map.of())
                .opens("Task_AskReceiverToStop", "AskReceiverToStop", "care-coordination")
                .ran("cancelReferral", 0)
                .complete("Task_AskReceiverToStop", "coordinator", Map.of("referralOutcome", "stops"))
                .calledWith("CloseReferral", with("referralState", "accepted"))
                .ran("cancelReferral", 1);
    }

    @Test
    void isNotCancelledBehindAServiceThatHasItWhileTheLetterToAnotherOneCameBack(Walk walk) {
        begin(standing(walk, "draft", true))
                .returnFrom("PrepareReferral", Map.of("referralOutcome", "withdrawn"))
                .opens("Task_AskReceiverToStop", "AskReceiverToStop", "care-coordination")
                .ran("cancelReferral", 0);
    }

    @Test
    void goesOnWhenTheServiceDoesNotStop(Walk walk) {
        followed(standing(walk, "scheduled", true))
                .correlate("ReferralCancelWanted", Map.of())
                .complete("Task_AskReceiverToStop", "coordinator", Map.of("referralOutcome", "goes-on"))
                .calledWith("FollowReferral", with("referralState", "scheduled", "chaseCount", 0L))
                .ran("cancelReferral", 0);
    }

    @Test
    void canBeCancelledWhileItIsPrepared(Walk walk) {
        begin(standing(walk, "draft", false))
                .correlate("ReferralCancelWanted", Map.of())
                .calledWith("CloseReferral", with("referralState", "draft"))
                .ran("cancelReferral", 1);
    }

    @Test
    void escalatesWhenNobodyAsksTheService(Walk walk) {
        followed(standing(walk, "accepted", true))
                .correlate("ReferralCancelWanted", Map.of())
                .late("Task_AskReceiverToStop")
                .late("Task_AskReceiverToStop");
    }

    private static Walk standing(Walk walk, String state, boolean held) {
        return walk.where("lookWhereReferralStands", context -> {
            context.set(STATE, state);
            context.set(HELD, held);
        });
    }

    private static Walk begin(Walk walk) {
        return walk.start(with("referralState", "draft", "referralBack", "new", "referrer", "clinician"))
                .calledWith(
                        "PrepareReferral",
                        with("referralState", "draft", "referralBack", "new", "referrer", "clinician"));
    }

    private static Walk sent(Walk walk) {
        return begin(walk)
                .returnFrom(
                        "PrepareReferral",
                        Map.of(
                                "referralOutcome", "send",
                                "referralService", "county-radiology",
                                "urgency", "routine",
                                "referrer", "clinician"))
                .calledWith("SendReferral", with());
    }

    private static Walk followed(Walk walk) {
        return sent(walk)
                .returnFrom("SendReferral", Map.of("referralState", "delivered", "referralBack", "new"))
                .calledWith("FollowReferral", with("referralState", "delivered", "chaseCount", 0L));
    }

    private static Walk reported(Walk walk) {
        return followed(walk)
                .returnFrom(
                        "FollowReferral",
                        Map.of(
                                "referralService",
                                "county-radiology",
                                "referralState",
                                "report-back",
                                "referralNews",
                                "report-back",
                                "referralOutcome",
                                "report"))
                .calledWith("CloseReferral", with("referralState", "report-back"));
    }
}
