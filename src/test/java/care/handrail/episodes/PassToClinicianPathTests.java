package care.handrail.episodes;

import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PathTest("PassToClinician")
class PassToClinicianPathTests {

    @Test
    void passesTheEnquiryAtOnceAndAsksNothingMore(Walk walk) {
        walk.startByForm("reception", Map.of("reference", "K7QM-2XWD"), Map.of("patientId", "patient-1"))
                .endedAt("EndEvent_EnquiryPassed")
                .ran("passToClinician", 1);
    }
}
