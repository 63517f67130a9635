package care.handrail.signoffs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.testing.EngineClock;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("ClinicianSignOff")
class ClinicianSignOffPathTests {

    @ParameterizedTest
    @CsvSource({
        "approve, approved, ",
        "ask-for-changes, changes-asked, something-missing",
        "reject, rejected, not-agreed"
    })
    void tellsWhoeverAskedWhatTheSignerDecided(String decision, String outcome, String reason, Walk walk) {
        signing(walk, outcome);
        var answer = new HashMap<String, Object>(Map.of("signOffDecision", decision));
        if (reason != null) {
            answer.put("signOffReason", reason);
        }
        walk.complete("Task_SignItem", "clinician2", answer)
                .endedAt("EndEvent_SignOffSettled")
                .passed("Task_LookForSigner", "Task_SignItem", "Task_RecordSignOff", "Task_TellWhoAsked")
                .has("signOffSigner", "clinician2")
                .has("signOffOutcome", outcome)
                .has("signOffReason", reason)
                .ran("recordSignOff", 1)
                .ran("tellWhoAsked", 1);
    }

    @Test
    void isNeverSignedByTheAuthor(Walk walk) {
        signing(walk, "approved");
        assertThatThrownBy(() -> walk.complete("Task_SignItem", "clinician", Map.of("signOffDecision", "approve")))
                .hasStackTraceContaining("another person must do it");
        walk.waitsAt("Task_SignItem").ran("recordSignOff", 0);
    }

    @Test
    void isNeverSignedTwiceByTheSamePerson(Walk walk) {
        signing(walk, "second-needed")
                .complete("Task_SignItem", "clinician2", Map.of("signOffDecision", "approve"))
                .opens("Task_SignItem", "SignItem", "clinician")
                .ran("lookForSigner", 2)
                .ran("tellWhoAsked", 0);
        assertThatThrownBy(() -> walk.complete("Task_SignItem", "clinician2", Map.of("signOffDecision", "approve")))
                .hasStackTraceContaining("another person must do it");
    }

    @ParameterizedTest
    @CsvSource({
        "outbound-referral, general-practice, north, false",
        "outbound-referral, mental-health,    north, true",
        "letter,            mental-health,    south, true",
        "result-report,     mental-health,    north, false",
        "treatment-plan,    home-care,        south, true",
        "treatment-plan,    home-care,        north, false",
        "discharge-summary, mental-health,    south, false",
        "referral-report,   home-care,        south, false"
    })
    void looksUpWhetherTwoHaveToSign(String kind, String line, String site, boolean two, Walk walk) {
        var variables = new HashMap<>(REQUEST);
        variables.putAll(Map.of("signOffKind", kind, "serviceLine", line, "site", site));
        available(true, walk).start(variables).has("secondSignatureNeeded", two);
    }

    @Test
    void asksForTwoSignaturesWhenInDoubt(Walk walk) {
        var variables = new HashMap<>(REQUEST);
        variables.remove("site");
        available(true, walk).start(variables).has("secondSignatureNeeded", true);
    }

    @Test
    void givesItToTheColleagueToWhomItIsHandedOn(Walk walk) {
        signing(walk, "handed-on")
                .complete(
                        "Task_SignItem",
                        "clinician2",
                        Map.of(
                                "signOffDecision", "hand-on",
                                "signOffColleague", "lead",
                                "handOnReason", "not-my-field"))
                .opens("Task_SignItem", "SignItem", "clinician");
        assertThat(walk.task("Task_SignItem").getAssignee()).isEqualTo("lead");
        walk.where("recordSignOff", context -> context.set(SignOffVariables.OUTCOME, "second-needed"))
                .complete("Task_SignItem", "lead", Map.of("signOffDecision", "approve"));
        assertThat(walk.task("Task_SignItem").getAssignee())
                .as("the second signature is anybody's")
                .isNull();
    }

    @Test
    void makesWorkOfAMissingSignerAndLooksAgain(Walk walk) {
        choosing(walk)
                .where("lookForSigner", context -> context.set(SignOffVariables.SIGNER_AVAILABLE, true))
                .complete("Task_ChooseSigner", "lead", Map.of("signOffDecision", "look-again"))
                .opens("Task_SignItem", "SignItem", "clinician")
                .ran("lookForSigner", 2);
    }

    @Test
    void givesItToTheColleagueWhomTheLeadNames(Walk walk) {
        choosing(walk)
                .where("lookForSigner", context -> context.set(SignOffVariables.SIGNER_AVAILABLE, true))
                .complete(
                        "Task_ChooseSigner",
                        "lead",
                        Map.of("signOffDecision", "hand-on", "signOffColleague", "lead", "handOnReason", "away"));
        assertThat(walk.task("Task_SignItem").getAssignee()).isEqualTo("lead");
    }

    @Test
    void comesBackUnsignedWhenNobodyCanSign(Walk walk) {
        choosing(walk)
                .complete("Task_ChooseSigner", "lead", Map.of("signOffDecision", "give-back"))
                .endedAt("EndEvent_SignOffSettled")
                .passed("Task_GiveBackUnsigned", "Task_TellWhoAsked")
                .notPassed("Task_SignItem", "Task_RecordSignOff")
                .ran("giveBackUnsigned", 1)
                .ran("tellWhoAsked", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_SignItem", "Task_ChooseSigner"})
    void endsWhenItIsNoLongerNeeded(String step, Walk walk) {
        to(step, walk)
                .correlate("SignOffWithdrawn", Map.of())
                .endedAt("EndEvent_SignOffWithdrawn")
                .ran("tellWhoAsked", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_SignItem", "Task_ChooseSigner"})
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    @Test
    void isDueWhenWhoeverAskedSaidSo(Walk walk) {
        var variables = new HashMap<>(REQUEST);
        variables.put(
                "dueBy",
                Date.from(EngineClock.now().plus(Duration.ofMinutes(90)).truncatedTo(ChronoUnit.SECONDS)));
        available(true, walk).start(variables).waitsFor("BoundaryEvent_SignItemLate", Duration.ofMinutes(90));
    }

    @Test
    void isDueWhenTheClinicPromisesWhereThatIsSooner(Walk walk) {
        var variables = new HashMap<>(REQUEST);
        variables.put("dueBy", Date.from(EngineClock.now().plus(Duration.ofDays(30))));
        available(true, walk).start(variables);
        assertThat(walk.timer("BoundaryEvent_SignItemLate").getDuedate())
                .isBefore(Date.from(EngineClock.now().plus(Duration.ofDays(3))));
    }

    private static final Map<String, Object> REQUEST = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "routine",
            "signOffKind", "treatment-plan",
            "signOffAuthor", "clinician",
            "signOffRole", "clinician");

    private static Walk to(String step, Walk walk) {
        return step.equals("Task_ChooseSigner") ? choosing(walk) : signing(walk, "approved");
    }

    private static Walk signing(Walk walk, String outcome) {
        return available(true, walk)
                .where("recordSignOff", context -> {
                    context.set(SignOffVariables.OUTCOME, outcome);
                    if (outcome.equals("second-needed")) {
                        context.set(SignOffVariables.FIRST_SIGNER, context.require(SignOffVariables.SIGNER));
                    }
                })
                .start(REQUEST)
                .opens("Task_SignItem", "SignItem", "clinician");
    }

    private static Walk choosing(Walk walk) {
        return available(false, walk).start(REQUEST).opens("Task_ChooseSigner", "ChooseSigner", "clinical-lead");
    }

    private static Walk available(boolean somebody, Walk walk) {
        return walk.where("lookForSigner", context -> context.set(SignOffVariables.SIGNER_AVAILABLE, somebody));
    }
}
