package care.handrail.journeys;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The browser of the journeys: the machine's own Chromium where there is one, otherwise Playwright's. */
final class Chromium implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/bin/chromium");

    /** Tasklist is large: on a busy machine it takes its time to open. */
    private static final int PATIENCE_MILLIS = 90_000;

    private final Playwright playwright;
    private final Browser browser;

    Chromium(String... more) {
        boolean installed = Files.isExecutable(INSTALLED);
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(installed ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
        var settings = new ArrayList<>(List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run"));
        settings.addAll(List.of(more));
        var options = new BrowserType.LaunchOptions().setArgs(settings);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser = playwright.chromium().launch(installed ? options.setExecutablePath(INSTALLED) : options);
    }

    /** Opens a browser of somebody's own, with an empty profile. */
    BrowserContext newPerson() {
        var person = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB"));
        person.setDefaultTimeout(PATIENCE_MILLIS);
        return person;
    }

    /** Opens an empty page, for scripts that need no clinic. */
    Page newPage() {
        return browser.newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
