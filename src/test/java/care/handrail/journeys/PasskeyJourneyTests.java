package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Staff register, show, remove and lose passkeys, with the authenticator that Chromium has for tests. */
@HandrailTest
class PasskeyJourneyTests {

    /** Passkeys are bound to an address, and the clinic under test has another port each time. */
    private static final String CLINIC = "http://localhost:8080";

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private JdbcTemplate database;

    private final String person = "new-" + Ids.next();

    private Chromium chromium;

    @BeforeEach
    void openBrowser() {
        chromium = new Chromium("--host-resolver-rules=MAP localhost:8080 127.0.0.1:"
                + http.address("/").getPort());
    }

    @AfterEach
    void closeBrowser() {
        chromium.close();
    }

    @Test
    void letsAnAdministratorInWithPasswordAndPasskeyOnly() {
        directory.create(new Staff(person, Set.of(Role.ADMINISTRATOR)), "New", TestStaff.PASSWORD);
        http.as(person).get("/engine-rest/engine").expect(401);

        var own = deviceWithPasskeys();
        signIn(own, "/camunda/app/admin/default/");
        assertThat(heading(own)).hasText("Register a passkey");
        for (var closed : List.of("/", "/passkeys", "/camunda/app/cockpit/default/", "/swagger-ui/index.html")) {
            own.navigate(CLINIC + closed);
            assertThat(own).hasURL(CLINIC + "/passkey");
        }
        for (var closed : List.of("/api/pathways/releases", "/camunda/api/engine/engine/default/user")) {
            assertThat((Integer) own.evaluate("path => fetch(path).then(answer => answer.status)", closed))
                    .isEqualTo(403);
        }
        shot(own, "first");
        register(own, "Blue key");
        assertThat(own).hasURL(Pattern.compile(CLINIC + "/camunda/app/admin/.*"));

        signOut(own);
        signIn(own, "/");
        assertThat(heading(own)).hasText("Show your passkey");
        shot(own, "show");
        press(own, "Use my passkey");
        assertThat(own).hasURL(CLINIC + "/");
        http.as(person).get("/engine-rest/engine").expect(401);
        assertThat(recorded())
                .containsExactly(
                        "ACCOUNT_CREATED",
                        "ROLE_GIVEN",
                        "SIGN_IN_REFUSED",
                        "PASSKEY_ASKED",
                        "PASSKEY_REGISTERED",
                        "SIGNED_IN",
                        "SIGNED_OUT",
                        "PASSKEY_ASKED",
                        "SIGNED_IN",
                        "SIGN_IN_REFUSED");

        own.navigate(CLINIC + "/passkeys");
        press(own, "Remove Blue key");
        assertThat(problem(own)).containsText("your only passkey");
        shot(own, "list");
    }

    @Test
    void leavesNothingToWhoeverHasThePasswordAlone() {
        directory.create(new Staff(person, Set.of(Role.COMPLIANCE)), "New", TestStaff.PASSWORD);
        var own = deviceWithPasskeys();
        signIn(own, "/");
        register(own, "Telephone");

        var stranger = deviceWithPasskeys();
        signIn(stranger, "/");
        press(stranger, "Use my passkey");
        assertThat(problem(stranger)).containsText("No passkey was used");
        assertThat((Integer) stranger.evaluate(POST, "/passkey/register/options"))
                .isEqualTo(400);
        assertThat((Integer) stranger.evaluate(POST, "/passkey/register")).isEqualTo(400);
        stranger.navigate(CLINIC + "/");
        assertThat(stranger).hasURL(CLINIC + "/passkey");
    }

    @Test
    void takesNoPasskeyOfAnotherPerson() {
        directory.create(new Staff(person, Set.of(Role.GOVERNANCE)), "New", TestStaff.PASSWORD);
        var own = deviceWithPasskeys();
        signIn(own, "/");
        register(own, "Telephone");

        var other = "new-" + Ids.next();
        directory.create(new Staff(other, Set.of(Role.GOVERNANCE)), "New", TestStaff.PASSWORD);
        signOut(own);
        signIn(own, other, "/");
        assertThat(heading(own)).hasText("Register a passkey");
        // The script asks for the other's passkeys, of which there are none: any passkey of this address is offered.
        own.evaluate("() => document.querySelector('form[data-passkey]').dataset.passkey = 'show'");
        own.getByLabel("A name to know it by").fill("not asked");
        press(own, "Register a passkey");
        assertThat(problem(own)).containsText("does not fit");
        own.navigate(CLINIC + "/");
        assertThat(own).hasURL(CLINIC + "/passkey");
    }

    @Test
    void letsAnAdministratorRemovePasskeysThatAreLost() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
        var own = deviceWithPasskeys();
        signIn(own, "/passkeys");
        own.getByLabel("Your password").fill(TestStaff.PASSWORD);
        register(own, "Lost key");

        var administrator = deviceWithPasskeys();
        signIn(administrator, "admin", "/passkeys");
        administrator.getByLabel("User name").fill("admin");
        press(administrator, "Remove their passkeys");
        assertThat(problem(administrator)).containsText("Nobody resets their own");
        administrator.getByLabel("User name").fill(person);
        press(administrator, "Remove their passkeys");
        assertThat(administrator.getByRole(AriaRole.STATUS)).containsText("are removed");
        own.navigate(CLINIC + "/passkeys");
        assertThat(heading(own)).hasText("Sign in");
        signIn(own, "/");
        assertThat(own).hasURL(CLINIC + "/");
        assertThat(recorded()).contains("PASSKEYS_RESET");

        var reception = deviceWithPasskeys();
        signIn(reception, "reception", "/passkeys");
        assertThat((Integer) reception.evaluate(POST_FORM, "userId=" + person)).isEqualTo(403);
    }

    @Test
    void removesThePasskeysOfAPowerfulPersonOnlyWhenAnotherPersonConfirms() {
        directory.create(new Staff(person, Set.of(Role.GOVERNANCE)), "New", TestStaff.PASSWORD);
        var own = deviceWithPasskeys();
        signIn(own, "/");
        register(own, "Lost key");

        var administrator = deviceWithPasskeys();
        signIn(administrator, "admin", "/passkeys");
        administrator.getByLabel("User name").fill(person);
        press(administrator, "Remove their passkeys");
        assertThat(administrator).hasURL(CLINIC + "/two-people?needed");
        administrator.getByLabel("User name").fill(person);
        administrator.getByLabel("Remove all passkeys").check();
        shot(administrator, "ask");
        press(administrator, "Ask for it");
        assertThat(administrator.getByRole(AriaRole.STATUS)).containsText("Nothing has changed yet");
        own.navigate(CLINIC + "/passkeys");
        assertThat(own.getByText("Lost key")).isVisible();

        var compliance = deviceWithPasskeys();
        signIn(compliance, "compliance", "/two-people");
        shot(compliance, "confirm");
        press(compliance, "Confirm: Remove all passkeys: " + person);
        assertThat(compliance.getByRole(AriaRole.STATUS)).containsText("It is done.");

        own.navigate(CLINIC + "/passkeys");
        assertThat(heading(own)).hasText("Sign in");
        var another = deviceWithPasskeys();
        signIn(another, "/");
        register(another, "New key");
        assertThat(another).hasURL(CLINIC + "/");
    }

    @Test
    void letsAnybodyElseHaveAPasskeyAndGiveItUp() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
        http.as(person).get("/engine-rest/engine").expect(200);
        var own = deviceWithPasskeys();
        signIn(own, "/passkeys");
        assertThat(own.getByText("You have none.")).isVisible();
        own.getByLabel("Your password").fill("wrong");
        register(own, "Telephone");
        assertThat(problem(own)).containsText("The password is not right");
        own.getByLabel("Your password").fill(TestStaff.PASSWORD);
        register(own, "Telephone");
        assertThat(own.getByRole(AriaRole.STATUS)).containsText("is registered");
        http.as(person).get("/engine-rest/engine").expect(401);

        signOut(own);
        signIn(own, "/passkeys");
        press(own, "Use my passkey");
        assertThat(own).hasURL(CLINIC + "/passkeys");
        own.navigate(CLINIC + "/once-more");
        press(own, "Use my passkey");
        assertThat(own).hasURL(CLINIC + "/");
        own.navigate(CLINIC + "/passkeys");
        press(own, "Remove Telephone");
        assertThat(own.getByRole(AriaRole.STATUS)).containsText("is removed");
        http.as(person).get("/engine-rest/engine").expect(200);
    }

    private static final String POST = """
            path => fetch(path, {
              method: 'POST',
              headers: {
                'Content-Type': 'application/json',
                'X-HANDRAIL-CSRF': /HANDRAIL-CSRF=([^;]*)/.exec(document.cookie)[1]
              },
              body: JSON.stringify({ name: 'Mine', credential: '{}' })
            }).then(answer => answer.status)""";

    private static final String POST_FORM = """
            form => fetch('/passkeys/reset', {
              method: 'POST',
              headers: {
                'Content-Type': 'application/x-www-form-urlencoded',
                'X-HANDRAIL-CSRF': /HANDRAIL-CSRF=([^;]*)/.exec(document.cookie)[1]
              },
              body: form
            }).then(answer => answer.status)""";

    /** Opens a browser that makes and shows passkeys without asking anybody. */
    private Page deviceWithPasskeys() {
        BrowserContext browser = chromium.newPerson();
        var page = browser.newPage();
        var device = browser.newCDPSession(page);
        device.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var parameters = new JsonObject();
        parameters.add("options", options);
        device.send("WebAuthn.addVirtualAuthenticator", parameters);
        return page;
    }

    private void signIn(Page page, String path) {
        signIn(page, person, path);
    }

    private static void signIn(Page page, String userId, String path) {
        page.navigate(CLINIC + path);
        page.getByLabel("User name").fill(userId);
        page.getByLabel("Password").fill(TestStaff.PASSWORD);
        press(page, "Sign in");
    }

    private static void signOut(Page page) {
        page.navigate(CLINIC + "/");
        press(page, "Sign out");
        assertThat(heading(page)).hasText("Sign in");
    }

    private static void register(Page page, String name) {
        page.getByLabel("A name to know it by").fill(name);
        press(page, "Register a passkey");
        assertThat(page.locator("form[data-passkey=register] button:disabled")).hasCount(0);
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static Locator heading(Page page) {
        return page.locator("h1");
    }

    private static Locator problem(Page page) {
        return page.locator("[role=alert]:visible");
    }

    private static void shot(Page page, String of) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/passkey-" + of + ".png")));
    }

    private List<String> recorded() {
        return database.queryForList(
                "select KIND from AUDIT_EVENT where OBJECT = ? order by EVENT_NO", String.class, "user:" + person);
    }
}
