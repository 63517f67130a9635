package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A nurse opens a record in an emergency, and compliance reviews it. */
@HandrailTest
class BreakGlassJourneyTests {

    private static final String WORDS = "He is in front of me and cannot speak.";

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @Autowired
    private RuntimeService processes;

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
    void isOpenedWithAReasonAndReviewedByCompliance() {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", "Barnaby", "surname", "Ironmonger", "dateOfBirth", "1948-02-11"));
        var episode = pathways.begin("PatientPathway", "StartEnquiry", values).episodeId();
        try (var desks = new Desks(chromium, http)) {
            var nurse = desks.of("nurse");
            nurse.signIn("/patients/search");
            nurse.page().getByLabel("Surname").fill("Ironmonger");
            press(nurse.page(), "Search");
            nurse.sees("You do not treat this patient");
            nurse.link("open under break-glass").click();
            assertThat(nurse.page().getByText("Barnaby Ironmonger, born 1948")).isVisible();
            press(nurse.page(), "Open the record");
            nurse.sees("There is a problem");
            nurse.page().getByLabel("I stand in for a colleague").check();
            nurse.page().getByLabel("In your own words").fill(WORDS);
            fitsNarrowScreens(nurse.page());
            nurse.shot("break-glass");
            press(nurse.page(), "Open the record");
            assertThat(nurse.page()
                            .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Barnaby Ironmonger")))
                    .isVisible();
            nurse.sees("Opened under break-glass");
            nurse.shot("record-under-break-glass");

            var compliance = desks.of("compliance");
            compliance.signIn("/");
            compliance.link("Tasklist").click();
            compliance.openQueue("Queue: Compliance");
            compliance.open(reviews(episode).singleResult().getId());
            compliance.page().locator("[ng-click='claim()']").click();
            assertThat(compliance.field("In their words").locator("textarea")).hasValue(WORDS);
            assertThat(compliance
                            .field("What they opened and did from then on until it ended")
                            .locator("textarea"))
                    .hasValue(Pattern.compile("patient viewed \\(record\\), this patient"));
            compliance.choose("Was it justified?", "Justified");
            compliance.fill("Why", "The colleague was ill that day.");
            compliance.shot("review");
            compliance.complete();
            assertEquals(0, reviews(episode).count());
            desks.arrived();
        }
    }

    /** Returns the open reviews of accesses to the patient of the episode; other tests leave reviews of other patients. */
    private TaskQuery reviews(String episode) {
        var patient = processes
                .createVariableInstanceQuery()
                .variableName("patientId")
                .processInstanceIdIn(processes
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(episode)
                        .rootProcessInstances()
                        .singleResult()
                        .getId())
                .singleResult()
                .getValue();
        return workItems
                .createTaskQuery()
                .taskDefinitionKey("Task_ReviewBreakGlass")
                .processVariableValueEquals("patientId", patient);
    }

    private static void fitsNarrowScreens(Page page) {
        page.setViewportSize(320, 800);
        assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= 320"))
                .isTrue();
        page.setViewportSize(1440, 900);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }
}
