package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.PathwayOverHttp;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody telephones: reception finds them among others and opens their record, with the keyboard alone. */
@HandrailTest
class FindAPatientJourneyTests {

    private static Chromium chromium;

    @Autowired
    private Http http;

    @Autowired
    private PathwayOverHttp pathways;

    @BeforeAll
    static void openTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void findsThePatientOnTheTelephoneAndOpensTheRecord() {
        begin("Philippa", "1961-05-03");
        begin("Philippa", "1961-11-30");
        try (var desks = new Desks(chromium, http)) {
            var desk = desks.of("reception");
            desk.signIn("/");
            desk.link("Find a patient").click();
            var page = desk.page();

            page.getByLabel("Year").fill("1961");
            press(page, "Search");
            assertThat(page).hasTitle(Pattern.compile("^Problem: "));
            desk.sees("check day, month and year");

            page.getByLabel("Year").fill("");
            page.getByLabel("Surname").fill("Strachan");
            page.getByLabel("Given name").fill("Philippa");
            press(page, "Search");
            desk.sees("the same name and year of birth");
            assertThat(desk.link("Philippa Strachan")).hasCount(2);
            fitsNarrowScreens(page);
            desk.shot("found");

            page.getByLabel("Day").fill("30");
            page.getByLabel("Month").fill("11");
            page.getByLabel("Year").fill("1961");
            press(page, "Search");
            assertThat(page).hasTitle(Pattern.compile("^One patient fits"));
            desk.link("Philippa Strachan").focus();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Philippa Strachan")))
                    .isVisible();
            assertThat(page.locator(".patient")).containsText("30 November 1961");
            desk.sees("Review the enquiry");
            assertThat(page.url()).doesNotContain("Strachan").doesNotContain("1961");
            fitsNarrowScreens(page);
            desk.shot("record");
            desks.arrived();
        }
    }

    private static void fitsNarrowScreens(Page page) {
        page.setViewportSize(320, 800);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= 320"))
                .isEqualTo(true);
        page.setViewportSize(1440, 900);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .focus();
        page.keyboard().press("Enter");
    }

    private void begin(String givenName, String born) {
        var values = new HashMap<String, Object>(PathwayOverHttp.someoneNew());
        values.putAll(Map.of("givenName", givenName, "surname", "Strachan", "dateOfBirth", born));
        pathways.begin("PatientPathway", "StartEnquiry", values);
    }
}
