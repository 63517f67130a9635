package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody goes on to another patient before the server has answered: the screen must follow. */
@HandrailTest
class TwoPatientsJourneyTests {

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private TaskService workItems;

    @BeforeAll
    static void openTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void showsThePatientWhoWasAskedForLast() {
        String slow = enquiry();
        String wanted = enquiry();
        try (var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception").atTasklist();
            reception.holdBack(slow);
            reception.ask(slow);
            reception.waitUntilHeldBack();
            reception.ask(wanted);
            reception.letGo();
            reception.sees("Reference", reference(wanted));
            desks.arrived();
        }
    }

    @Test
    void showsThePatientWhoWasAskedForDuringAClaim() {
        String claimed = enquiry();
        String wanted = enquiry();
        try (var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception").atTasklist();
            reception.open(claimed);
            reception.holdBack(claimed);
            reception.page().locator("[ng-click='claim()']").click();
            reception.waitUntilHeldBack();
            reception.ask(wanted);
            reception.letGo();
            reception.sees("Reference", reference(wanted));
            reception.sees("Given name", "");
            assertThat(reception.page().locator("[ng-click='claim()']")).isVisible();
            desks.arrived();
        }
    }

    /** Returns the work item of a new enquiry. */
    private String enquiry() {
        var patient = pathways.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        return Objects.requireNonNull(patient.open().get("ReviewEnquiry")).getId();
    }

    private String reference(String workItem) {
        return (String) workItems.getVariable(workItem, "reference");
    }
}
