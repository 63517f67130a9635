package care.handrail.correspondence;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("ChannelOutage")
class ChannelOutagePathTests {

    @ParameterizedTest
    @ValueSource(strings = {"restored", "provider-informed", "by-telephone"})
    void watchesTheChannelAgainOnceSomebodyHasDealtWithIt(String outcome, Walk walk) {
        told(walk)
                .complete("Task_RestoreChannel", "manager", Map.of("channelOutcome", outcome))
                .endedAt("EndEvent_OutageDealtWith")
                .has("channelOutcome", outcome)
                .ran("watchChannelAgain", 1);
    }

    @Test
    void takesTheWorkBackWhenTheChannelWorksAgainByItself(Walk walk) {
        told(walk)
                .correlate("ChannelWorks", Map.of())
                .endedAt("EndEvent_ChannelRestored")
                .ran("watchChannelAgain", 0);
    }

    @Test
    void escalatesAnOutageThatNobodyDealsWith(Walk walk) {
        told(walk).late("Task_RestoreChannel").late("Task_RestoreChannel");
    }

    private static Walk told(Walk walk) {
        return walk.start(Map.of("correspondenceChannel", "email"))
                .opens("Task_RestoreChannel", "RestoreChannel", "practice-manager");
    }
}
