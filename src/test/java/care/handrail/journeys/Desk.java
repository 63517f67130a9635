package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** One person's desk: a browser signed in to Tasklist. Every wait is for something to be seen, never for a time. */
final class Desk implements AutoCloseable {

    private static final Path SHOTS = Path.of("target/screenshots");

    private final String clinic;
    private final String who;
    private final BrowserContext context;
    private final Page page;

    private Desk(Chromium chromium, String clinic, String who) {
        this.clinic = clinic;
        this.who = who;
        this.context = chromium.browser().newContext(chromium.atDesk());
        this.page = context.newPage();
    }

    /** Signs the person in and opens Tasklist. */
    static Desk of(Chromium chromium, String clinic, String who, String password) {
        var desk = new Desk(chromium, clinic, who);
        desk.page.navigate(clinic + "/camunda/app/tasklist/default/");
        desk.page.getByLabel("User name").fill(who);
        desk.page.getByLabel("Password").fill(password);
        desk.shot("sign-in");
        desk.page
                .getByRole(com.microsoft.playwright.options.AriaRole.BUTTON)
                .first()
                .click();
        assertThat(desk.page.locator(".task-filters, [cam-tasklist-filters]").first())
                .isVisible();
        return desk;
    }

    Page page() {
        return page;
    }

    /** Opens the start form of a process. */
    void beginProcess(String name) {
        page.locator("[ng-click='open()']").first().click();
        page.locator("[ng-click='selectProcessDefinition(processDefinition)']")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile(name)))
                .first()
                .click();
        assertThat(page.locator(".fjs-form").first()).isVisible();
    }

    /** Sends the start form. */
    void start() {
        page.locator("[ng-click='startProcessInstance()']").click();
        assertThat(page.locator(".modal-dialog")).hasCount(0);
    }

    /** Opens a queue of the person's, which is a filter of Tasklist. */
    void openQueue(String filter) {
        page.locator("[ng-click='focus(filter)']")
                .filter(new Locator.FilterOptions().setHasText(filter))
                .first()
                .click();
    }

    /** Opens the work item of the episode with the reference, and claims it. */
    void claim(String workItem, String reference) {
        var card = page.locator("li.task, .task")
                .filter(new Locator.FilterOptions().setHasText(reference))
                .filter(new Locator.FilterOptions().setHasText(workItem));
        card.first().click();
        page.locator("[ng-click='claim()']").click();
        assertThat(page.locator("[ng-click='unclaim()']")).isVisible();
    }

    void fill(String label, String value) {
        field(label).locator("input:visible, textarea:visible").first().fill(value);
    }

    void choose(String label, String option) {
        var field = field(label);
        var display = field.locator(".fjs-select-display, .fjs-input-group input");
        display.first().click();
        field.locator(".fjs-dropdownlist-item")
                .filter(new Locator.FilterOptions().setHasText(option))
                .first()
                .click();
    }

    private Locator field(String label) {
        return page.locator(".fjs-form-field")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("label")
                                .filter(new Locator.FilterOptions()
                                        .setHasText(Pattern.compile("^" + Pattern.quote(label))))))
                .first();
    }

    /** Completes the open work item and waits until it is gone. */
    void complete() {
        shot("filled");
        page.locator("[ng-click='complete()']").click();
        assertThat(page.locator("[ng-click='unclaim()']")).hasCount(0);
    }

    private int shots;

    /** Keeps a picture of the screen as a build artefact. */
    void shot(String of) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SHOTS.resolve("%s-%02d-%s.png".formatted(who, ++shots, of))));
    }

    @Override
    public void close() {
        context.close();
    }
}
