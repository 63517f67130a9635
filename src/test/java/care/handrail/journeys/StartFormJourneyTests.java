package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@HandrailTest
class StartFormJourneyTests {

    @Autowired
    private Http http;

    @Test
    void saysAtTheEndOfALongFormWhyItWasRefused() {
        try (var chromium = new Chromium();
                var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception").atTasklist();
            reception.beginProcess("Patient pathway");
            reception.choose("Service", "Mental health");
            reception.choose("Site", "North");
            reception.choose("Who asks", "The patient");
            reception.fill("Given name", "Nell");
            reception.fill("Surname", "Harbour");
            reception.fill("Telephone", "01632 960999");
            reception.choose("The enquiry is", "Complete");
            reception.page().locator("[ng-click='startProcessInstance()']").click();
            assertThat(reception.page().getByText("Give the date of birth")).isInViewport();
            desks.arrived();
        }
    }
}
