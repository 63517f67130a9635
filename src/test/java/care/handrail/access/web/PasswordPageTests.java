package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Answer;
import care.handrail.testing.TestStaff;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@HandrailTest
class PasswordPageTests {

    private static final String NEW = "otter violin granite teapot";

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private JdbcTemplate database;

    private final String person = "new-" + Ids.next();

    @BeforeEach
    void hire() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
    }

    @Test
    void changesOnesOwnPassword() {
        var browser = http.inBrowser(person);
        assertThat(browser.get("/password").expect(200).body()).contains("12 characters");
        assertThat(change(browser, TestStaff.PASSWORD, NEW).expect(302).header("Location"))
                .endsWith("/sign-in?password-changed");
        assertThat(browser.get("/sign-in?password-changed").expect(200).body()).contains("Your password is changed.");

        assertThat(directory.checkPassword(person, NEW)).isTrue();
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isFalse();
        assertThat(database.queryForList(
                        "select USER_ID from AUDIT_EVENT where OBJECT = ? and KIND = 'PASSWORD_CHANGED'",
                        String.class,
                        "user:" + person))
                .containsExactly(person);
    }

    @Test
    void changesNothingForSomebodyAtAScreenThatWasLeftOpen() {
        var browser = http.inBrowser(person);
        for (int guess = 0; guess < 10; guess++) {
            assertThat(change(browser, "wrong", NEW).expect(200).body()).contains("is not right");
        }
        assertThat(change(browser, TestStaff.PASSWORD, NEW).body()).contains("too many wrong ones");
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isTrue();
    }

    @Test
    void refusesWhatIsWeakOrNotNew() {
        var browser = http.inBrowser(person);
        assertThat(change(browser, TestStaff.PASSWORD, "Password1234!")
                        .expect(200)
                        .body())
                .contains("too weak");
        assertThat(change(browser, TestStaff.PASSWORD, TestStaff.PASSWORD).body())
                .contains("Choose another one");
        assertThat(directory.checkPassword(person, TestStaff.PASSWORD)).isTrue();
    }

    private static Answer change(Http.Caller browser, String old, String chosen) {
        var form = "old=%s&chosen=%s"
                .formatted(
                        URLEncoder.encode(old, StandardCharsets.UTF_8),
                        URLEncoder.encode(chosen, StandardCharsets.UTF_8));
        return browser.send(
                "POST", "/password", "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    }
}
