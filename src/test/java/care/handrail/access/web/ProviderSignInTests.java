package care.handrail.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Ids;
import care.handrail.testing.AuditNotes;
import care.handrail.testing.HandrailTest;
import care.handrail.testing.Http;
import care.handrail.testing.ProviderDouble;
import care.handrail.testing.TestStaff;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Signs in with an identity provider that speaks OpenID Connect over HTTP, on the loopback interface. */
@HandrailTest
class ProviderSignInTests {

    @Autowired
    private Http http;

    @Autowired
    private ProviderDouble provider;

    @Autowired
    private StaffDirectory directory;

    @Autowired
    private JdbcTemplate database;

    private final String person = "jo-" + Ids.next().substring(0, 8);
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Test
    void opensAnAccountWithTheRolesOfThePersonsGroups() throws Exception {
        provider.comes("sub-" + person, person + "@example.org", List.of("Doctors", "Everybody"));
        assertThat(signIn()).isEqualTo("/");
        assertThat(page("/").body()).contains(person, "Clinicians").doesNotContain("Receptio");
        assertThat(page("/password").body())
                .contains("Change your password there")
                .doesNotContain("name=\"old\"");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.CLINICIAN)));
        assertThat(recorded()).containsExactly("ACCOUNT_CREATED", "ROLE_GIVEN", "SIGNED_IN");
    }

    @Test
    void followsTheGroupsAtEachSignIn() throws Exception {
        provider.comes("sub-" + person, person, List.of("Doctors"));
        signIn();
        provider.comes("sub-" + person, "another-name-now", List.of("Front desk"));
        assertThat(signIn()).isEqualTo("/");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.RECEPTION)));

        provider.comes("sub-" + person, person, List.of("IT"));
        signIn();
        provider.comes("sub-" + person, person, List.of("Doctors"));
        signIn();
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.CLINICIAN)));

        provider.comes("sub-" + person, person, List.of("Everybody"));
        assertThat(signIn()).isEqualTo("/sign-in?no-role");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of()));
        assertThat(page("/").statusCode()).isEqualTo(302);
    }

    @Test
    void letsNobodyInWhoseGroupsMeanNothing() throws Exception {
        provider.comes("sub-" + person, person, List.of("Everybody", "clinician"));
        assertThat(signIn()).isEqualTo("/sign-in?no-role");
        assertThat(page("/sign-in?no-role").body()).contains("opens nothing here");
        assertThat(directory.find(person)).isEmpty();
        assertThat(page("/").statusCode()).isEqualTo(302);
    }

    @Test
    void letsNobodyInWhoWouldBeAdministratorAndClinician() throws Exception {
        provider.comes("sub-" + person, person, List.of("IT", "Doctors"));
        assertThat(signIn()).isEqualTo("/sign-in?no-role");
        assertThat(directory.find(person)).isEmpty();
    }

    @Test
    void asksAnAdministratorForAPasskeyAllTheSame() throws Exception {
        provider.comes("sub-" + person, person, List.of("IT"));
        assertThat(signIn()).isEqualTo("/passkey");
        assertThat(location(page("/"))).isEqualTo("/passkey");
    }

    @Test
    void givesNobodyAnAccountOfTheClinicsOwn() throws Exception {
        directory.create(new Staff(person, Set.of(Role.COMPLIANCE)), "Local", TestStaff.PASSWORD);
        provider.comes("sub-" + person, person, List.of("Doctors"));
        assertThat(signIn()).isEqualTo("/sign-in?no-role");
        assertThat(directory.find(person)).contains(new Staff(person, Set.of(Role.COMPLIANCE)));
    }

    @Test
    void takesNoTokenThatTheProviderHasNotSigned() throws Exception {
        provider.comes("sub-" + person, person, List.of("Doctors"));
        provider.isForged();
        assertThat(signIn()).isEqualTo("/sign-in?provider");
        assertThat(directory.find(person)).isEmpty();
        assertThat(page("/sign-in?provider").body()).contains("could not be checked");
    }

    @ParameterizedTest
    @CsvSource({
        "aud, another-client",
        "nonce, of-another-sign-in",
        "iss, http://elsewhere.example.org",
        "exp, 1000000000"
    })
    void takesNoTokenThatIsNotForThisSignIn(String claim, String value) throws Exception {
        provider.comes("sub-" + person, person, List.of("Doctors"));
        provider.says(claim, claim.equals("exp") ? new Date(Long.parseLong(value)) : value);
        assertThat(signIn()).isEqualTo("/sign-in?provider");
        assertThat(directory.find(person)).isEmpty();
    }

    @Test
    void takesNoAnswerThatNobodyAskedFor() throws Exception {
        assertThat(location(page("/login/oauth2/code/clinic?code=made-up&state=made-up")))
                .isEqualTo("/sign-in?provider");
    }

    @Test
    void takesAnAnswerOnce() throws Exception {
        provider.comes("sub-" + person, person, List.of("Doctors"));
        var back = fromThere();
        assertThat(location(page(back))).isEqualTo("/");
        assertThat(location(page(back))).isEqualTo("/sign-in?provider");
    }

    @Test
    void asksForNoPasskeyWhereTheProviderIsBelievedThatASecondFactorWasShownThere() throws Exception {
        provider.comes("sub-" + person, person, List.of("IT"));
        provider.says("amr", List.of("pwd", "mfa"));
        assertThat(signIn()).isEqualTo("/");
        assertThat(page("/").body()).contains("System administration");

        provider.comes("sub-" + person, person, List.of("IT"));
        provider.says("acr", "urn:example:two-factors");
        assertThat(signIn()).isEqualTo("/");

        provider.comes("sub-" + person, person, List.of("IT"));
        provider.says("amr", List.of("pwd"));
        provider.says("acr", "urn:example:one-factor");
        assertThat(signIn()).isEqualTo("/passkey");
    }

    @Test
    void offersTheProviderFirstAndLocalAccountsBesides() throws Exception {
        assertThat(page("/sign-in").body()).contains("/oauth2/authorization/clinic", "name=\"password\"");
    }

    @Test
    void leavesNoPasswordToAnAccountOfTheProvider() throws Exception {
        provider.comes("sub-" + person, person, List.of("Front desk"));
        signIn();
        http.as(person).get("/engine-rest/engine").expect(401);
        var administrator = http.as("admin");
        var answer = administrator.put(
                "/engine-rest/user/" + person + "/credentials",
                Map.of("password", "otter violin granite teapot", "authenticatedUserPassword", TestStaff.PASSWORD));
        assertThat(answer.expect(403).json().get("message").asText()).contains("identity provider");
        assertThatThrownBy(() -> directory.setPassword(person, "admin", "compliance"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("identity provider");
        assertThat(directory.checkPassword(person, "otter violin granite teapot"))
                .isFalse();
    }

    @Test
    void keepsNoNameOfTheProvidersInTheSession() throws Exception {
        // The subject is the user name of somebody else here.
        provider.comes("clinician", person, List.of("Front desk"));
        assertThat(signIn()).isEqualTo("/");
        assertThat(page("/").body()).contains(person).doesNotContain("Clinicians");
        provider.comes("clinician2", "clinician2", List.of("Everybody"));
        signIn();
        assertThat(page("/").body()).contains(person);
        database.update("delete from PROVIDER_ACCOUNT where SUBJECT = 'clinician'");
    }

    @Test
    void saysSoWhenTheProviderDoesNotAnswer() throws Exception {
        var provider = new ProviderProperties(
                "http://localhost:1", "handrail", "secret", "name", "groups", Map.of(), Set.of(), Set.of());
        var http = new MockHttpServletResponse();
        var there = new ProviderFilters(provider, mock(), new AuditNotes()).there();
        var request = new MockHttpServletRequest("GET", ProviderFilters.THERE);
        request.setServletPath(ProviderFilters.THERE);
        there.doFilter(request, http, new MockFilterChain());
        assertThat(http.getRedirectedUrl()).isEqualTo("/sign-in?provider");
    }

    /** Goes to the provider and back, and returns where the clinic leads then. */
    private String signIn() throws Exception {
        return location(page(fromThere()));
    }

    private String fromThere() throws Exception {
        var there = location(page("/oauth2/authorization/clinic"));
        assertThat(there).startsWith(provider.issuer() + "/authorize?").contains("nonce=", "code_challenge=");
        return location(
                browser.send(HttpRequest.newBuilder(URI.create(there)).build(), HttpResponse.BodyHandlers.ofString()));
    }

    private HttpResponse<String> page(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(http.address(path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer + " " + answer.body()))
                .replace(http.address("").toString(), "");
    }

    private List<String> recorded() {
        return database.queryForList(
                "select KIND from AUDIT_EVENT where OBJECT = ? order by EVENT_NO", String.class, "user:" + person);
    }
}
