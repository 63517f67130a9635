package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.TestStaff;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One person's desk: a browser with Tasklist. Every wait is for something to be seen, never for a time. */
final class Desk {

    private static final Path SHOTS = Path.of("target/screenshots");

    /** A field that asks something: not a group, which is a field to form-js as well. */
    private static final String QUESTION = ".fjs-form-field:not(.fjs-form-field-group, .fjs-form-field-default)";

    static final Locator.FilterOptions VISIBLE = new Locator.FilterOptions().setVisible(true);

    private final BrowserContext browser;
    private final String clinic;
    private final String who;
    private final Page page;
    private final List<String> log = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();
    private final List<Route> heldBack = new ArrayList<>();
    private int shots;

    Desk(BrowserContext browser, String clinic, String who) {
        this.browser = browser;
        this.clinic = clinic;
        this.who = who;
        this.page = browser.newPage();
        page.onConsoleMessage(message -> log.add("console " + message.type() + ": " + message.text()));
        page.onPageError(error -> log.add("page error: " + error));
        page.onFrameNavigated(frame -> log.add("went to " + frame.url()));
        page.onRequestFailed(
                request -> log.add("failed: " + request.method() + " " + request.url() + " " + request.failure()));
        page.onResponse(response -> {
            if (response.status() >= 400 || response.url().contains("/api/")) {
                log.add(response.status() + " " + response.request().method() + " " + response.url());
            }
        });
    }

    /** Opens a page of the clinic, signing in where it is asked for. */
    void signIn(String path) {
        page.navigate(clinic + path);
        signIn();
    }

    /** Signs in on the page that is open. */
    void signIn() {
        page.getByLabel("User name").fill(who);
        page.getByLabel("Password").fill(TestStaff.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** Opens Tasklist and waits for the person's queues. */
    Desk atTasklist() {
        signIn("/camunda/app/tasklist/default/");
        assertThat(queues().first()).isVisible();
        return this;
    }

    Page page() {
        return page;
    }

    /** Opens another page of the clinic and returns its status. */
    int visit(String path) {
        return page.navigate(clinic + path).status();
    }

    /** The queues on offer, which are filters of Tasklist. */
    Locator queues() {
        return page.locator("[ng-click='focus(filter)']");
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
        keepsNothingInTheBrowser();
    }

    /** Opens a queue and looks in it for an episode, which has one work item there. */
    void lookInQueue(String queue, String reference) {
        openQueue(queue);
        follow("searchQuery=[{\"type\":\"processVariables\",\"operator\":\"eq\",\"name\":\"reference\",\"value\":\""
                + reference + "\"}]");
        assertThat(page.locator(".tasks-list li.task")).containsText(new String[] {reference});
    }

    /** Opens a queue. */
    void openQueue(String queue) {
        var wanted = queues().filter(new Locator.FilterOptions().setHasText(queue));
        wanted.click();
        assertThat(page.locator(".task-filter.active")).containsText(queue);
    }

    /** Opens a work item by its card in the list. */
    void pick(String name) {
        page.locator(".tasks-list li.task")
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
        assertThat(page.locator("h2.task")).hasText(name);
    }

    /** Follows a link to a work item, as a message or another page may hold it. The list stays sorted as it must be. */
    void open(String workItem) {
        ask(workItem);
        assertThat(page.locator("[cam-tasklist-task] .fjs-form")).isVisible();
        assertThat(page).hasURL(Pattern.compile("#/(?=.*task=" + workItem + ")(?=.*priority.*desc.*dueDate.*asc)"));
    }

    /** Follows a link to a work item and waits for nothing. */
    void ask(String workItem) {
        follow("task=" + workItem);
    }

    /** Keeps back what the server says of a work item until {@link #letGo}. */
    void holdBack(String workItem) {
        page.route(address -> address.endsWith("/task/" + workItem), heldBack::add);
    }

    /** Keeps back the words of the web applications until {@link #letGo}. */
    void holdBackWords() {
        page.route(address -> address.contains("/locales/"), heldBack::add);
    }

    void waitUntilHeldBack() {
        page.waitForCondition(() -> !heldBack.isEmpty());
    }

    void letGo() {
        page.unrouteAll();
        heldBack.forEach(Route::resume);
    }

    /** Claims the open work item and waits until its form shows what only the claimer sees. */
    void claim() {
        page.locator("[ng-click='claim()']").click();
        waitForClaimedForm();
    }

    /** Follows a link to a work item and claims it. */
    void claim(String workItem) {
        open(workItem);
        claim();
    }

    /** Follows a link to what is to be signed and claims it. */
    void claimToSign(String workItem) {
        open(workItem);
        page.locator("[ng-click='claim()']").click();
        assertThat(page.locator("[ng-click='unclaim()']")).isVisible();
        assertThat(field("Content").locator("textarea").first()).not().hasValue("");
    }

    /** Gives the open work item back to its queue and waits until its form shows nothing of the patient. */
    void release() {
        page.locator("[ng-click='unclaim()']").click();
        assertThat(page.locator("[ng-click='claim()']")).isVisible();
        assertThat(field("Given name").locator("input").first()).hasValue("");
    }

    /** Waits until the open form shows what only the claimer sees. */
    void waitForClaimedForm() {
        assertThat(page.locator("[ng-click='unclaim()']")).isVisible();
        assertThat(field("Given name").locator("input").first()).not().hasValue("");
    }

    /** The link whose words hold these. */
    Locator link(String words) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words));
    }

    /** Waits until the words are to be seen. */
    void sees(String words) {
        assertThat(page.getByText(words).first()).isVisible();
    }

    /** Types into the field with the label. */
    void fill(String label, String value) {
        field(label).locator("input:visible, textarea:visible").first().fill(value);
        typed.add(value);
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

    /** Waits until the field with the label shows the value. */
    void sees(String label, String value) {
        assertThat(field(label).locator("input").first()).hasValue(value);
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
        page.locator("[ng-click='save($event)']").click();
        sees("Saved.");
        keepsNothingInTheBrowser();
    }

    /** Completes the open work item and waits until it is gone. */
    void complete() {
        shot("filled");
        page.locator("[ng-click='complete()']").click();
        assertThat(page.locator("[ng-click='unclaim()']")).hasCount(0);
        keepsNothingInTheBrowser();
    }

    /** Keeps a picture of the screen as a build artefact. */
    void shot(String of) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SHOTS.resolve("%s-%02d-%s.png".formatted(who, ++shots, of))));
    }

    /** Keeps a picture of the screen, the console and the requests. */
    void keepEvidence() {
        try {
            Files.createDirectories(SHOTS);
            Files.write(SHOTS.resolve(who + "-failed.log"), log);
            shot("failed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PlaywrightException e) {
            // The test already fails, and of what.
        }
    }

    void close() {
        browser.close();
    }

    /** Whoever sits down at this desk next could read what the browser keeps. */
    void keepsNothingInTheBrowser() {
        String kept = (String) page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])");
        assertThat(kept).doesNotContain("camunda-form").doesNotContain("camForm");
        assertThat(typed).noneMatch(kept::contains);
    }

    /** Goes to an address of Tasklist, given its parameters as {@code name=value}. */
    void follow(String... parameters) {
        page.navigate(clinic + "/camunda/app/tasklist/default/#/?"
                + Arrays.stream(parameters).map(Desk::encoded).collect(Collectors.joining("&")));
    }

    private static String encoded(String parameter) {
        int equals = parameter.indexOf('=') + 1;
        return parameter.substring(0, equals)
                + URLEncoder.encode(parameter.substring(equals), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    /** The browser reads the expression, and its language knows no quoting of a whole text as Java's does. */
    private static Locator.FilterOptions exactly(String words) {
        String quoted = words.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
        return new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + quoted + "\\s*\\*?\\s*$"));
    }
}
