package care.handrail.correspondence;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathTest("LetterCameBack")
class LetterCameBackPathTests {

    @Test
    void givesALetterThatCameBackToWhoeverSortsItOut(Walk walk) {
        walk.startByForm(
                        "reception",
                        Map.of("reference", "K7QM-2XWD", "letterMark", "7f3a", "correspondenceRecipient", "patient"),
                        Map.of("patientId", "patient-1", "site", "north", "priority", "routine"))
                .ran("takeLetterBack", 1)
                .has("correspondenceRecipient", "patient")
                .has("letterMark", "7f3a")
                .endedAt("EndEvent_LetterFound");
    }
}
