package care.handrail.consent;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("ConsentRequest")
class ConsentRequestPathTests {

    @Test
    void recordsTheConsentOfWhoeverAgrees(Walk walk) {
        answered(walk, "agreed")
                .endedAt("EndEvent_ConsentRecorded")
                .ran("recordConsent", 1)
                .ran("stopWhatWasWithdrawn", 0)
                .has("language", "cy");
    }

    @Test
    void recordsThatSomebodySaidNo(Walk walk) {
        answered(walk, "declined")
                .endedAt("EndEvent_RefusalRecorded")
                .ran("stopWhatWasWithdrawn", 1)
                .ran("recordConsent", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-reached", "not-needed"})
    void recordsNothingThatNobodySaid(String outcome, Walk walk) {
        answered(walk, outcome)
                .endedAt("EndEvent_RequestPutAside")
                .has("consentOutcome", outcome)
                .ran("recordConsent", 0)
                .ran("stopWhatWasWithdrawn", 0);
    }

    @Test
    void escalatesARequestThatNobodyAsksAbout(Walk walk) {
        requested(walk).late("Task_AskForConsent").late("Task_AskForConsent");
    }

    private static Walk requested(Walk walk) {
        return walk.startByForm(
                        "reception",
                        Map.of("reference", "K7QM-2XWD", "consentPurpose", "research"),
                        Map.of("patientId", "patient-1", "site", "north", "serviceLine", "general-practice"))
                .opens("Task_AskForConsent", "AskForConsent", "reception")
                .has("consentPurpose", "research");
    }

    private static Walk answered(Walk walk, String outcome) {
        var values = outcome.equals("agreed")
                ? Map.<String, Object>of("consentOutcome", outcome, "language", "cy", "consentPurpose", "research")
                : Map.<String, Object>of("consentOutcome", outcome, "consentPurpose", "research");
        return requested(walk).complete("Task_AskForConsent", "reception", values);
    }
}
