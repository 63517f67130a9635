package care.handrail.episodes;

import static care.handrail.episodes.StagePaths.with;
import static care.handrail.episodes.StagePaths.without;

import care.handrail.testing.EngineClock;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all pathways through an episode have in common; each stage is replaced by a work item. */
abstract class PathwayBehaviour {

    /** What registration is given of a complete enquiry. */
    private static final Map<String, Object> ENQUIRY = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "south",
            "serviceLine", "home-care",
            "priority", "soon",
            "language", "pl",
            "enquiryState", "complete");

    /** What later stages are given besides what is their own. */
    static final Map<String, Object> ENVELOPE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "south",
            "serviceLine", "home-care",
            "priority", "soon",
            "urgency", "urgent");

    /** What an assessment leaves behind besides its outcome. */
    private static final Map<String, Object> ASSESSED = Map.of("assessmentQueue", "nursing", "urgency", "urgent");

    static final Date DAY = Date.from(EngineClock.now().plus(Duration.ofDays(30)));

    /** Asserts that the treatment begins after the clinician said "treat". */
    abstract Walk treatmentBegins(Walk walk);

    /** Asserts where the patient goes after the clinician said "follow up" without having treated. */
    abstract Walk followedUp(Walk walk);

    /** Asserts where the patient goes after the follow-up found that there is more to do. */
    abstract Walk moreToDo(Walk walk);

    @Test
    void leadsFromEnquiryToDischarge(Walk walk) {
        dischargeBegins(returnFromFollowUp("discharge", followUpBegins(treated("complete", walk))))
                .returnFrom("Discharge", Map.of("dischargeOutcome", "discharged", "retentionDate", DAY))
                .endedAt("EndEvent_EpisodeClosed")
                .passed(
                        "StartEvent_EnquiryReceived",
                        "Call_Registration",
                        "Call_Assessment",
                        "Call_Treatment",
                        "Call_FollowUp",
                        "Call_Discharge",
                        "Task_CloseEpisode",
                        "EndEvent_EpisodeClosed")
                .has("episodeOutcome", "discharged")
                .has("retentionDate", DAY)
                .has("assessmentQueue", "nursing")
                .ran("closeEpisode", 1);
    }

    @Test
    void registersAnIncompleteEnquiryKnowingWhatItLacks(Walk walk) {
        walk.startByForm(
                        "reception",
                        Map.of(
                                "site", "south",
                                "serviceLine", "home-care",
                                "source", "gp",
                                "priority", "soon",
                                "language", "pl",
                                "enquiryState", "incomplete",
                                "incompleteReason", "missing-surname"),
                        Map.of("patientId", "patient-1", "reference", "K7QM-2XWD"))
                .waitsAt("Return_Registration")
                .calledWith(
                        "Registration",
                        with(ENQUIRY, "enquiryState", "incomplete", "incompleteReason", "missing-surname"));
    }

    @Test
    void followsUpOrGoesOnAsTheClinicianDecided(Walk walk) {
        followedUp(assessed("follow-up", walk));
    }

    @Test
    void dischargesWithoutTreatment(Walk walk) {
        dischargeBegins(assessed("discharge", walk)).notPassed("Call_Treatment", "Call_FollowUp");
    }

    @Test
    void goesOnWhenTheFollowUpFindsThatThereIsMoreToDo(Walk walk) {
        moreToDo(returnFromFollowUp("treat", followUpBegins(treated("complete", walk))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Registration", "Assessment", "Treatment", "FollowUp"})
    void closesTheEpisodeWhenAStageWasClosedWithAReason(String stage, Walk walk) {
        var closed = switch (stage) {
            case "Registration" ->
                registering(walk).returnFrom("Registration", Map.of("registrationOutcome", "closed-unreachable"));
            case "Assessment" -> assessed("closed-unreachable", walk);
            case "Treatment" -> treated("closed-unreachable", walk);
            default -> returnFromFollowUp("closed-unreachable", followUpBegins(treated("complete", walk)));
        };
        closed.endedAt("EndEvent_EpisodeClosed")
                .has("episodeOutcome", "closed-unreachable")
                .notPassed("Call_Discharge")
                .ran("closeEpisode", 1);
    }

    @Test
    void closesTheEpisodeOfAPatientWhoWasToldToGoElsewhere(Walk walk) {
        registering(walk)
                .returnFrom("Registration", Map.of("registrationOutcome", "signposted"))
                .endedAt("EndEvent_EpisodeClosed")
                .has("episodeOutcome", "signposted");
    }

    @Test
    void endsEveryOpenStepWhenTheEpisodeIsEnded(Walk walk) {
        assessing(walk)
                .correlate("EpisodeEnded", Map.of("episodeOutcome", "moved"))
                .endedAt("EndEvent_EpisodeEndedEarly")
                .has("episodeOutcome", "moved")
                .ran("closeEpisode", 1);
    }

    @Test
    void letsAClinicianSeeAnEnquiryAtOnceWithoutStoppingTheRest(Walk walk) {
        registering(walk)
                .correlate("PassedToClinician", Map.of())
                .waitsAt("Return_Registration", "Return_ImmediateReview")
                .calledWith(
                        "ImmediateReview",
                        Map.of(
                                "patientId", "patient-1",
                                "reference", "K7QM-2XWD",
                                "site", "south",
                                "serviceLine", "home-care",
                                "priority", "at-once"))
                .returnFrom("ImmediateReview", Map.of("urgency", "urgent"))
                .waitsAt("Return_Registration")
                .has("urgency", "urgent");
        assessmentBegins(registered(walk), ENVELOPE);
    }

    /** Asserts that the discharge begins with what it needs. */
    static Walk dischargeBegins(Walk walk) {
        return walk.waitsAt("Return_Discharge").calledWith("Discharge", ENVELOPE);
    }

    /** Asserts that the follow-up begins with what it needs. */
    static Walk followUpBegins(Walk walk) {
        return walk.waitsAt("Return_FollowUp")
                .calledWith("FollowUp", with(ENVELOPE, "assessmentQueue", "nursing", "followUpDate", DAY));
    }

    /** Asserts that the assessment begins with what it needs. */
    static Walk assessmentBegins(Walk walk, Map<String, Object> envelope) {
        return walk.waitsAt("Return_Assessment")
                .calledWith("Assessment", with(envelope, "ageBand", "older-adult", "language", "cy", "source", "gp"));
    }

    private static Walk returnFromFollowUp(String outcome, Walk walk) {
        return walk.returnFrom("FollowUp", Map.of("followUpOutcome", outcome));
    }

    private Walk treated(String outcome, Walk walk) {
        return treatmentBegins(assessed("treat", walk))
                .returnFrom("Treatment", Map.of("treatmentOutcome", outcome, "followUpDate", DAY));
    }

    static Walk assessed(String outcome, Walk walk) {
        return assessing(walk)
                .returnFrom(
                        "Assessment",
                        outcome.equals("follow-up")
                                ? with(ASSESSED, "assessmentOutcome", outcome, "followUpDate", DAY)
                                : with(ASSESSED, "assessmentOutcome", outcome));
    }

    private static Walk assessing(Walk walk) {
        return assessmentBegins(registered(registering(walk)), without(ENVELOPE, "urgency"));
    }

    private static Walk registered(Walk walk) {
        return walk.returnFrom(
                "Registration", Map.of("registrationOutcome", "ready", "ageBand", "older-adult", "language", "cy"));
    }

    private static Walk registering(Walk walk) {
        return walk.startByForm(
                        "reception",
                        Map.of(
                                "site", "south",
                                "serviceLine", "home-care",
                                "source", "gp",
                                "priority", "soon",
                                "language", "pl"),
                        Map.of("patientId", "patient-1", "reference", "K7QM-2XWD", "enquiryState", "complete"))
                .waitsAt("Return_Registration")
                .calledWith("Registration", ENQUIRY);
    }
}
