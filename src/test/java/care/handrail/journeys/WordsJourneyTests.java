package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import com.microsoft.playwright.Route;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A browser's first visit, when the words of the web applications come late. */
@HandrailTest
class WordsJourneyTests {

    /** Nothing is left to load but the words, and a page is chosen: it is drawn by now unless it waits. */
    private static final String ONLY_WORDS_ARE_MISSING = """
            () => {
              const page = window.angular && angular.element(document.body).injector();
              if (!page || !page.get('$route').current) return false;
              const loading = page.get('$http').pendingRequests.map(request => request.url);
              return loading.some(url => url.includes('/locales/')) && !loading.some(url => url.includes('/auth/'));
            }""";

    private static final Pattern KEY = Pattern.compile("\\b[A-Z]{2,}(_[A-Z]+)+\\b|\\bPRIORITY\\b");

    private static Chromium chromium;

    @Autowired
    private Http http;

    @BeforeAll
    static void openTheBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({
        "reception, /camunda/app/tasklist/default/",
        "manager, /camunda/app/cockpit/default/#/processes",
        "admin, /camunda/app/admin/default/#/users"
    })
    void drawsNoPageBeforeItsWordsHaveCome(String who, String address) {
        try (var desks = new Desks(chromium, http)) {
            var desk = desks.of(who);
            desk.signIn("/");
            desk.sees("You are signed in as");
            desk.holdBackWords();
            desk.visit(address);
            desk.waitUntilHeldBack();
            desk.page().waitForFunction(ONLY_WORDS_ARE_MISSING);
            assertThat(desk.page().locator("[ng-view]")).hasCount(0);

            desk.letGo();
            assertThat(desk.page()
                            .locator("[ng-view] [placeholder]")
                            .filter(Desk.VISIBLE)
                            .first())
                    .isVisible();
            assertThat(desk.page().locator("body").innerText()).doesNotContainPattern(KEY);
            assertThat(desk.page().locator("[placeholder]").all())
                    .extracting(field -> field.getAttribute("placeholder"))
                    .noneMatch(KEY.asPredicate());
            desks.arrived();
        }
    }

    @Test
    void drawsThePageThoughItsWordsCannotBeHad() {
        try (var desks = new Desks(chromium, http)) {
            var reception = desks.of("reception");
            reception.page().route(address -> address.contains("/locales/"), Route::abort);
            reception.atTasklist();
            desks.arrived();
        }
    }
}
