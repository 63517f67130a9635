package care.handrail.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.TestStaff;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each role signs in at the start page and finds its own queues, and no door that is not its own. */
@HandrailTest
class RoleJourneyTests {

    private static final Set<Role> OVERSEERS = EnumSet.of(Role.PRACTICE_MANAGER, Role.ADMINISTRATOR);

    private static final Set<Role> OF_THE_API =
            EnumSet.of(Role.PRACTICE_MANAGER, Role.COMPLIANCE, Role.GOVERNANCE, Role.ADMINISTRATOR);

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
    @EnumSource(Role.class)
    void findsItsOwnQueuesAndNoOtherDoor(Role role) {
        boolean oversees = OVERSEERS.contains(role);
        boolean administers = role == Role.ADMINISTRATOR;
        try (var desks = new Desks(chromium, http)) {
            var desk = desks.of(TestStaff.of(role));
            desk.signIn("/");
            desk.sees("You are signed in as");
            assertThat(desk.link("Tasklist")).hasCount(role.hasQueue() ? 1 : 0);
            assertThat(desk.link("Cockpit")).hasCount(oversees ? 1 : 0);
            assertThat(desk.link("Admin")).hasCount(administers ? 1 : 0);
            assertThat(desk.link("the API")).hasCount(OF_THE_API.contains(role) ? 1 : 0);

            if (role.hasQueue()) {
                desk.link("Tasklist").click();
                assertThat(desk.queues())
                        .containsText(new String[] {"Queue: " + role.label(), "My work", "Overdue: " + role.label()});
            }
            assertThat(desk.visit("/camunda/app/cockpit/default/")).isEqualTo(oversees ? 200 : 403);
            if (oversees) {
                desk.sees("Running Process Instances");
                assertThat(desk.page().getByText("Human Tasks").filter(Desk.VISIBLE))
                        .hasCount(0);
            }
            assertThat(desk.visit("/camunda/app/admin/default/")).isEqualTo(administers ? 200 : 403);
            if (administers) {
                assertThat(desk.link("Create New User")).isVisible();
            }
            desks.arrived();
        }
    }
}
