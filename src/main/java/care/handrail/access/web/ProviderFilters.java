package care.handrail.access.web;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Leads people to the clinic's identity provider and takes them back, under the profile {@code oidc}: OpenID Connect with
 * an authorization code, PKCE and a nonce.
 *
 * <p>The filters are put in by hand. Spring Security's own arrangement keeps the provider's name for the person in the
 * session before anybody could say who that is here; it may be the name of somebody else's account.
 */
@Component
@Profile("oidc")
@EnableConfigurationProperties(ProviderProperties.class)
class ProviderFilters {

    /** Where the sign-in page leads. */
    static final String THERE =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/clinic";

    private static final Logger log = LoggerFactory.getLogger(ProviderFilters.class);

    /** A provider that does not answer must not hold the threads that serve the clinic. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProviderSignIn signIn;
    private final Audit audit;
    private final ClientRegistrationRepository clinic;

    ProviderFilters(ProviderProperties provider, ProviderSignIn signIn, Audit audit) {
        this.signIn = signIn;
        this.audit = audit;
        // Asked about itself when the first person signs in, so that the clinic starts without it.
        clinic = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(ClientRegistrations.fromIssuerLocation(provider.issuer())
                        .registrationId("clinic")
                        .clientId(provider.clientId())
                        .clientSecret(provider.clientSecret())
                        .scope("openid", "profile")
                        .build()));
    }

    void addTo(HttpSecurity http) {
        http.addFilterBefore(there(), UsernamePasswordAuthenticationFilter.class);
        http.addFilterBefore(back(), UsernamePasswordAuthenticationFilter.class);
    }

    OAuth2AuthorizationRequestRedirectFilter there() {
        var asking = new DefaultOAuth2AuthorizationRequestResolver(
                clinic, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        asking.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        var there = new OAuth2AuthorizationRequestRedirectFilter(asking);
        there.setAuthenticationFailureHandler(this::failed);
        return there;
    }

    private OAuth2LoginAuthenticationFilter back() {
        var back = new OAuth2LoginAuthenticationFilter(
                clinic, new NoTokens(), OAuth2LoginAuthenticationFilter.DEFAULT_FILTER_PROCESSES_URI);
        back.setAuthenticationManager(
                new ProviderManager(new OidcAuthorizationCodeAuthenticationProvider(tokens(), people())));
        back.setAuthenticationSuccessHandler(signIn);
        back.setAuthenticationFailureHandler(this::failed);
        return back;
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens() {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(impatient())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    private static OidcUserService people() {
        var asked = new RestTemplate(impatient());
        asked.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var claims = new DefaultOAuth2UserService();
        claims.setRestOperations(asked);
        var people = new OidcUserService();
        people.setOauth2UserService(claims);
        return people;
    }

    private static ClientHttpRequestFactory impatient() {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        return requests;
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        // Anybody can send an answer that nobody asked for, with any words in it.
        var code = e instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : e.getClass().getSimpleName();
        if (!code.equals("authorization_request_not_found")) {
            var known = code.matches("\\w{1,40}") ? code : "other";
            log.warn("A sign-in with the identity provider failed: {}", known);
            audit.refuse(AuditEvent.of(Kind.SIGN_IN_REFUSED, null, null, "user:unknown")
                    .with("provider " + known));
        }
        response.sendRedirect("/sign-in?provider");
    }

    /** Keeps no token of the provider: nothing is asked there in a person's name after the sign-in. */
    private static final class NoTokens implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String provider, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String provider, Authentication who, HttpServletRequest request, HttpServletResponse response) {}
    }
}
