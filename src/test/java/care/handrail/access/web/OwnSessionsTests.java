package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.Http.Caller;
import care.handrail.testing.TestStaff;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What somebody sees and does about their own sessions, and what is asked of them first. */
@HandrailTest
class OwnSessionsTests {

    private static final Pattern HANDLE = Pattern.compile("name=\"handle\" value=\"([^\"]+)\"");

    @Autowired
    private Http http;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private Clock clock;

    private final String person = "s" + Ids.next();
    private Caller here;
    private Caller there;

    @BeforeEach
    void signInTwice() {
        directory.create(new Staff(person, Set.of(Role.RECEPTION)), "New", TestStaff.PASSWORD);
        here = http.inBrowser(person);
        there = http.inBrowser(person);
    }

    @Test
    void areShownWithPlaceAndTimesAndNeverWithTheirIds() {
        var page = here.get("/sessions").expect(200).body();
        assertThat(page).contains("This one.", "127.0.0.1", "Since <time>" + today(), "End all others");
        assertThat(handles(page)).hasSize(1);
        assertThat(database.queryForList(
                        "select SESSION_ID from STAFF_SESSION where PRINCIPAL_NAME = ?", String.class, person))
                .hasSize(2)
                .noneMatch(page::contains);
    }

    @Test
    void areNotShownOnceTheyAreOver() {
        age(1, 16);
        assertThat(here.get("/sessions").expect(200).body()).contains("signed in nowhere else");
    }

    @Test
    void endOneByOne() {
        var third = http.inBrowser(person);
        var page = here.get("/sessions").body();
        here.postForm("/sessions/end", Map.of("handle", handles(page).get(0))).expect(302);
        assertThat(Stream.of(there, third)
                        .map(browser -> browser.get("/api/session").status()))
                .containsExactlyInAnyOrder(200, 401);
        assertThat(recorded()).contains("SESSIONS_ENDED 1");
    }

    @Test
    void endAllButThisOne() {
        here.postForm("/sessions/end-others", Map.of()).expect(302);
        there.get("/api/session").expect(401);
        assertThat(here.get("/sessions?ended").expect(200).body()).contains("It is ended", "signed in nowhere else");
    }

    @Test
    void ofOthersAreNobodyElses() {
        var other = http.inBrowser("reception");
        var handle = handles(here.get("/sessions").body()).get(0);
        other.postForm("/sessions/end", Map.of("handle", handle)).expect(302);
        there.get("/api/session").expect(200);
    }

    @Test
    void endOnlyWhenTheirOwnerHasShownAMomentAgoWhoTheyAre() {
        age(0, 6);
        assertThat(here.postForm("/sessions/end-others", Map.of()).expect(302).header("Location"))
                .endsWith("/once-more");
        there.get("/api/session").expect(200);

        assertThat(here.postForm("/once-more", Map.of("password", "wrong"))
                        .expect(200)
                        .body())
                .contains("The password is not right");
        here.postForm("/sessions/end-others", Map.of()).expect(302);
        there.get("/api/session").expect(200);

        assertThat(here.postForm("/once-more", Map.of("password", TestStaff.PASSWORD))
                        .expect(302)
                        .header("Location"))
                .endsWith("/sessions?once-more");
        here.postForm("/sessions/end-others", Map.of()).expect(302);
        there.get("/api/session").expect(401);
    }

    @Test
    void removeAPasskeyOnlyWhenTheirOwnerHasShownAMomentAgoWhoTheyAre() {
        givePasskey();
        age(0, 6);
        assertThat(here.postForm("/passkeys/remove", Map.of("id", "a2V5"))
                        .expect(302)
                        .header("Location"))
                .endsWith("/once-more");
        assertThat(here.get("/passkeys").body()).contains("Blue key");
        assertThat(here.postForm("/once-more", Map.of("password", TestStaff.PASSWORD))
                        .expect(302)
                        .header("Location"))
                .endsWith("/passkeys?once-more");
    }

    @Test
    void showASignInThatStoppedHalfWay() {
        givePasskey();
        http.browser(person, TestStaff.PASSWORD);
        assertThat(here.get("/sessions").body()).contains("what comes after it is still due");
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0, Edge on Windows",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0, Firefox on Linux",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1, Safari on iPhone",
        "<script>, A browser"
    })
    void areCalledByWordsThatAreKnown(String agent, String words) {
        assertThat(SignInPlace.words(agent)).isEqualTo(words);
    }

    private void givePasskey() {
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(person.getBytes(StandardCharsets.UTF_8));
        database.update("insert into USER_ENTITIES (ID, NAME, DISPLAY_NAME) values (?, ?, ?)", id, person, person);
        database.update(
                "insert into USER_CREDENTIALS (CREDENTIAL_ID, USER_ENTITY_USER_ID, PUBLIC_KEY, SIGNATURE_COUNT,"
                        + " UV_INITIALIZED, BACKUP_ELIGIBLE, AUTHENTICATOR_TRANSPORTS, PUBLIC_KEY_CREDENTIAL_TYPE,"
                        + " BACKUP_STATE, CREATED, LAST_USED, LABEL)"
                        + " values (?, ?, ?, 0, true, false, '', 'public-key', false, ?, ?, 'Blue key')",
                id,
                id,
                new byte[] {1},
                OffsetDateTime.now(),
                OffsetDateTime.now());
    }

    /** Lets one of the person's sessions have begun so many minutes ago, and nobody be there since. */
    private void age(int which, int minutes) {
        var ids = database.queryForList(
                "select SESSION_ID from STAFF_SESSION where PRINCIPAL_NAME = ? order by CREATION_TIME",
                String.class,
                person);
        database.update(
                "update STAFF_SESSION set CREATION_TIME = ? where SESSION_ID = ?",
                Instant.now().minusSeconds(minutes * 60L).toEpochMilli(),
                ids.get(which));
    }

    private String today() {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).format(LocalDate.now(clock));
    }

    private static List<String> handles(String page) {
        return HANDLE.matcher(page).results().map(found -> found.group(1)).toList();
    }

    private List<String> recorded() {
        return database.queryForList(
                "select concat(KIND, ' ', coalesce(DETAIL, '')) from AUDIT_EVENT where OBJECT = ?",
                String.class,
                "user:" + person);
    }
}
