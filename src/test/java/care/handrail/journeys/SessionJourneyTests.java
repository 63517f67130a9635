package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A session ends while somebody fills in a form. The browser's clock is moved, and the session's beginning. */
@HandrailTest
class SessionJourneyTests {

    private static final String QUESTION = "What has happened, and what would help?";

    private static final String NOTE = "They asked us to ring after seven.";

    private static final int A_FEW_SECONDS = 10_000;

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private JdbcTemplate database;

    @BeforeAll
    static void openTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void losesNothingAndLeavesNothingInTheBrowserWhenASessionEndsOverAHalfFilledForm() {
        String workItem = enquiry();
        try (var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception");
            var page = reception.page();
            page.clock().install();
            reception.atTasklist().claim(workItem);
            reception.choose("What happens with the enquiry?", "I cannot go on");
            reception.fill(QUESTION, NOTE);
            page.waitForResponse(
                    answer -> answer.url().endsWith(workItem + "/draft") && answer.status() == 204,
                    () -> page.clock().runFor(A_FEW_SECONDS));
            assertThat(page.locator(".fjs-form-field-error")).hasCount(0);

            database.update(
                    "update STAFF_SESSION set CREATION_TIME = ? where PRINCIPAL_NAME = ?",
                    Instant.now().minusSeconds(13 * 3600).toEpochMilli(),
                    "reception");
            page.clock().runFor(A_FEW_SECONDS);
            reception.sees("Your session has ended");
            reception.sees("What you had typed was saved");
            reception.shot("session-ended");
            reception.keepsNothingInTheBrowser();

            reception.signIn();
            reception.waitForClaimedForm();
            assertThat(page).hasURL(Pattern.compile("task=" + workItem));
            assertThat(reception.field(QUESTION).locator("textarea")).hasValue(NOTE);
            reception.keepsNothingInTheBrowser();
            desks.arrived();
        }
    }

    @Test
    void asksWhetherSomebodyIsStillThereAndGoesOn() {
        try (var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception");
            var page = reception.page();
            page.clock().install();
            page.route("**/api/session", SessionJourneyTests::nearlyOver);
            reception.atTasklist();
            var question =
                    page.getByRole(AriaRole.ALERTDIALOG, new Page.GetByRoleOptions().setName("Are you still there?"));
            assertThat(question).isVisible();
            assertThat(page.getByText("Stay signed in")).isFocused();
            reception.shot("session-warning");
            page.keyboard().press("Enter");
            assertThat(question).hasCount(0);
            desks.arrived();
        }
    }

    @Test
    void signingOutOfTasklistLeadsToTheSignInPage() {
        try (var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception").atTasklist();
            reception.page().locator("[ng-click='logout()']").dispatchEvent("click");
            reception.sees("You have signed out.");
            desks.arrived();
        }
    }

    private static void nearlyOver(Route route) {
        if ("GET".equals(route.request().method())) {
            route.fulfill(new Route.FulfillOptions().setBody("{\"secondsLeft\": 100, \"canBeProlonged\": true}"));
        } else {
            route.resume();
        }
    }

    /** Returns the work item of a new enquiry. */
    private String enquiry() {
        var patient = pathways.begin("PatientPathway", "StartEnquiry", PathwayOverHttp.someoneNew());
        return Objects.requireNonNull(patient.open().get("ReviewEnquiry")).getId();
    }
}
