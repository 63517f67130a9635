package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** One person's desk: a browser signed in to Tasklist. Every wait is for something to be seen, never for a time. */
final class Desk implements AutoCloseable {

    private static final Path SHOTS = Path.of("target/screenshots");

    /** A field that asks something: not a group, which is a field to form-js as well. */
    private static final String QUESTION = ".fjs-form-field:not(.fjs-form-field-group, .fjs-form-field-default)";

    private final String tasklist;
    private final String who;
    private final BrowserContext context;
    private final Page page;
    private int shots;

    private Desk(Chromium chromium, String clinic, String who) {
        this.tasklist = clinic + "/camunda/app/tasklist/default/";
        this.who = who;
        this.context = chromium.newPerson();
        this.page = context.newPage();
    }

    /** Signs the person in and opens Tasklist. */
    static Desk of(Chromium chromium, String clinic, String who, String password) {
        var desk = new Desk(chromium, clinic, who);
        desk.page.navigate(desk.tasklist);
        desk.page.getByLabel("User name").fill(who);
        desk.page.getByLabel("Password").fill(password);
        desk.shot("sign-in");
        desk.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(desk.page.locator("[ng-click='focus(filter)']").first()).isVisible();
        return desk;
    }

    Page page() {
        return page;
    }

    /** Opens the start form of a process. */
    void beginProcess(String name) {
        page.locator(".start-process-action a").first().click();
        page.locator("[ng-click='selectProcessDefinition(processDefinition)']")
                .filter(exactly(name))
                .click();
        assertThat(page.locator(".fjs-form").first()).isVisible();
    }

    /** Sends the start form. */
    void start() {
        shot("start-form");
        page.locator("[ng-click='startProcessInstance()']").click();
        assertThat(page.locator(".modal-dialog")).hasCount(0);
    }

    /** Opens a queue of the person's, which is a filter of Tasklist. */
    void openQueue(String filter) {
        page.locator("[ng-click='focus(filter)']")
                .filter(new Locator.FilterOptions().setHasText(filter))
                .first()
                .click();
        assertThat(page.locator("ol.tasks-list, .tasks-list .no-tasks, .tasks-list .text-muted")
                        .first())
                .isVisible();
    }

    /** Opens a work item and claims it; waits until its form shows what only the claimer sees. */
    void claim(String workItem) {
        page.navigate(tasklist + "#/?task=" + workItem);
        page.locator("[ng-click='claim()']").click();
        waitForClaimedForm();
    }

    /** Waits until the open form shows what only the claimer sees. */
    void waitForClaimedForm() {
        assertThat(page.locator("[ng-click='unclaim()']")).isVisible();
        assertThat(field("Given name").locator("input").first()).not().hasValue("");
    }

    /** Waits until the words are to be seen. */
    void sees(String words) {
        assertThat(page.getByText(words).first()).isVisible();
    }

    /** Returns everything that the browser keeps for the clinic's pages. */
    String browserStorage() {
        return (String) page.evaluate("() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
    }

    /** Types into the field with the label. */
    void fill(String label, String value) {
        field(label).locator("input:visible, textarea:visible").first().fill(value);
    }

    /** Types a day as the date field expects it, and leaves the field. */
    void fillDay(String label, String day) {
        var input = field(label).locator("input:visible").first();
        input.fill(day);
        input.press("Enter");
        input.press("Tab");
    }

    /** Picks an answer: a radio button, or an entry of a list. */
    void choose(String label, String option) {
        var field = field(label);
        assertThat(field).isVisible();
        if (field.locator("input[type=radio]").count() > 0) {
            field.locator("label").filter(exactly(option)).first().click();
            return;
        }
        field.locator(".fjs-input-group").first().click();
        field.locator(".fjs-dropdownlist-item").filter(exactly(option)).first().click();
    }

    /** Returns what the field with the label shows. */
    String shown(String label) {
        return field(label).locator("input, textarea").first().inputValue();
    }

    /** Returns the visible field with the label; the first of several. */
    Locator field(String label) {
        return page.locator(QUESTION)
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("label").filter(exactly(label)))
                        .setVisible(true))
                .first();
    }

    /** Keeps the half-filled form. */
    void save() {
        page.locator("[ng-click='save($event)'], .btn[ng-click*='save']")
                .first()
                .click();
    }

    /** Completes the open work item and waits until it is gone. */
    void complete() {
        shot("filled");
        page.locator("[ng-click='complete()']").click();
        assertThat(page.locator("[ng-click='unclaim()']")).hasCount(0);
    }

    /** Keeps a picture of the screen as a build artefact. */
    void shot(String of) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SHOTS.resolve("%s-%02d-%s.png".formatted(who, ++shots, of))));
    }

    @Override
    public void close() {
        context.close();
    }

    /** The browser reads the expression, and its language knows no quoting of a whole text as Java's does. */
    private static Locator.FilterOptions exactly(String words) {
        String quoted = words.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
        return new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + quoted + "\\s*\\*?\\s*$"));
    }
}
