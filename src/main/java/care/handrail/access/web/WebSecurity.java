package care.handrail.access.web;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import care.handrail.access.Role;
import care.handrail.access.StaffDirectory;
import care.handrail.access.store.ServiceAccounts;
import care.handrail.access.web.SignInThrottle.Way;
import care.handrail.audit.Audit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * One sign-in for everything that the server answers, and everything closed until it is opened here.
 *
 * <p>Pages are signed in to with a form and a session cookie. Programs send the token of a service account to
 * {@code /api}, or HTTP Basic to {@code /api}, its description and {@code /engine-rest}.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class WebSecurity {

    private static final String SIGN_IN = "/sign-in";
    private static final String SIGN_OUT = "/sign-out";

    /** The Sign out of Tasklist, Cockpit and Admin. */
    private static final RequestMatcher WEBAPP_SIGN_OUT =
            withDefaults().matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout");

    private static final RequestMatcher FOR_PROGRAMS = paths("/api/**", "/engine-rest/**", "/camunda/api/**");

    /** What a browser shows to a person. */
    private static final RequestMatcher FOR_PEOPLE = new AndRequestMatcher(html(), not(FOR_PROGRAMS));

    private static final RequestMatcher WEBAPPS = paths("/camunda/**");

    /** The same for everybody, and five megabytes for Tasklist. */
    private static final RequestMatcher PARTS_OF_PAGES = paths(
            "/handrail/**",
            "/swagger-ui/**",
            "/camunda/lib/**",
            "/camunda/assets/**",
            "/camunda/app/*/{file:.+\\.(?:js|css)}",
            "/camunda/app/*/scripts/**",
            "/camunda/app/*/styles/**",
            "/camunda/app/*/locales/**");

    private static final RequestMatcher API_PAGES = paths("/swagger-ui/**", "/swagger-ui.html", "/v3/api-docs/**");

    /** Where a passkey that is due is shown, or the first one registered. */
    private static final RequestMatcher PASSKEY = paths("/passkey", "/passkey/**");

    private static final RequestMatcher PASSKEY_PAGES = paths("/passkey", "/passkeys", "/once-more");

    /** Shows how far an upload is, and goes on where it stopped. */
    private static final RequestMatcher UPLOAD_PAGE = paths("/documents");

    /** Files from outside. */
    private static final RequestMatcher FOREIGN_FILES =
            paths("/documents/{reference}/file", "/api/documents/{reference}/file");

    /** Our own pages load nothing from elsewhere, and all but those of the passkeys and of the uploads run no script. */
    private static final String NO_SCRIPTS = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /** Only a script can speak with the browser's passkeys, or send a file in pieces. */
    private static final String ONE_SCRIPT = NO_SCRIPTS + "; script-src 'self'; connect-src 'self'";

    /** What came from outside may do nothing: no script, no form, no part from anywhere, an origin of its own. */
    private static final String NOTHING =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self';" + " frame-ancestors 'none'";

    private static final String OWN_SCRIPTS = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
            + " data:; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

    /** Serves programs that send the token of a service account; as with Basic, no session and no CSRF token. */
    @Bean
    @Order(1)
    SecurityFilterChain withToken(
            HttpSecurity http, ServiceAccounts accounts, ApiScopes scopes, SignInThrottle throttle, Audit audit)
            throws Exception {
        http.securityMatcher(new AndRequestMatcher(paths("/api/**"), ServiceTokenFilter::isSentBy))
                .addFilterAfter(new RefusalTrail(audit), SecurityContextHolderFilter.class)
                .addFilterBefore(
                        new ServiceTokenFilter(accounts, scopes, throttle, audit), AnonymousAuthenticationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(open -> open.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated());
        headers(http);
        return http.build();
    }

    /**
     * Serves programs that send HTTP Basic. It neither reads nor makes a session, so a browser's cookie counts for
     * nothing here; and a page elsewhere cannot make a browser send the header, because no answer ever asks for it.
     * That is why no CSRF token is needed.
     */
    @Bean
    @Order(2)
    SecurityFilterChain withBasic(HttpSecurity http, StaffPasswords passwords, ITemplateEngine pages, Audit audit)
            throws Exception {
        http.securityMatcher(new AndRequestMatcher(
                        paths("/api/**", "/engine-rest/**", "/v3/api-docs/**"), WebSecurity::sendsBasic))
                .authenticationManager(passwords.by(Way.BASIC))
                .addFilterAfter(new RefusalTrail(audit), SecurityContextHolderFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(unauthenticated()))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(refused -> refused.accessDeniedHandler(denied(pages)))
                .authorizeHttpRequests(open -> open.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated());
        headers(http);
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain withSession(
            HttpSecurity http,
            StaffPasswords passwords,
            SignedIn signedIn,
            StaffDirectory directory,
            SecondFactor secondFactor,
            SessionLimits limits,
            ObjectProvider<ProviderFilters> provider,
            ITemplateEngine pages,
            SignInTrail trail,
            Audit audit)
            throws Exception {
        http.authenticationManager(passwords.by(Way.FORM))
                .addFilterBefore(limits, SecurityContextHolderFilter.class)
                .addFilterAfter(new RefusalTrail(audit), SecurityContextHolderFilter.class)
                .addFilterAfter(new CurrentRoles(directory, secondFactor), RefusalTrail.class)
                .formLogin(form -> form.loginPage(SIGN_IN)
                        .loginProcessingUrl(SIGN_IN)
                        .successHandler(signedIn)
                        .failureHandler((request, response, e) -> response.sendRedirect(SIGN_IN
                                + refusal(e)
                                + WorkItemLink.in(request)
                                        .map(id -> "&" + WorkItemLink.PARAMETER + "=" + id)
                                        .orElse(""))))
                .logout(out -> out.logoutRequestMatcher(new OrRequestMatcher(
                                withDefaults().matcher(HttpMethod.POST, SIGN_OUT), WEBAPP_SIGN_OUT))
                        .addLogoutHandler((request, response, who) -> {
                            if (who != null) {
                                trail.signedOut(who.getName());
                            }
                        })
                        .deleteCookies("JSESSIONID")
                        .logoutSuccessHandler((request, response, who) -> {
                            if (WEBAPP_SIGN_OUT.matches(request)) {
                                response.setStatus(HttpStatus.NO_CONTENT.value());
                            } else {
                                response.sendRedirect(SIGN_IN + "?signed-out");
                            }
                        }))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .csrfTokenRequestHandler(new FormOrHeaderCsrf())
                        // The web applications check a token of their own.
                        .ignoringRequestMatchers(WEBAPPS))
                .requestCache(cache -> cache.requestCache(new AskedPage()))
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                unauthenticated(), FOR_PROGRAMS)
                        .defaultAuthenticationEntryPointFor(signInPage(), new NegatedRequestMatcher(FOR_PROGRAMS))
                        .accessDeniedHandler(denied(pages)))
                .authorizeHttpRequests(open -> open.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(paths(
                                SIGN_IN,
                                "/handrail/handrail.css",
                                "/handrail/handrail.svg",
                                "/handrail/passkeys.js",
                                "/handrail/upload.js"))
                        .permitAll()
                        .requestMatchers(paths("/actuator/health", "/actuator/health/*"))
                        .permitAll()
                        .requestMatchers(PASSKEY)
                        .access(unless(SecondFactor::isPasswordDue))
                        .requestMatchers(paths("/password"))
                        .access(unless(SecondFactor::isDue))
                        .requestMatchers(
                                paths("/camunda/app/cockpit/**", "/camunda/api/cockpit/**", "/camunda/api/cockpit"))
                        .hasAnyRole(Role.PRACTICE_MANAGER.group(), Role.ADMINISTRATOR.group())
                        .requestMatchers(paths("/camunda/app/admin/**"))
                        .hasRole(Role.ADMINISTRATOR.group())
                        .requestMatchers(paths(
                                "/",
                                "/documents/**",
                                "/letters",
                                "/patients/**",
                                "/passkeys/**",
                                "/service-accounts/**",
                                "/two-people/**",
                                "/sessions/**",
                                "/once-more",
                                "/shreddings/**",
                                "/watchdog",
                                "/api/**",
                                "/engine-rest/**",
                                "/camunda/**"))
                        .access(wholly())
                        .requestMatchers(API_PAGES)
                        .access(wholly())
                        .anyRequest()
                        .denyAll());
        provider.ifAvailable(filters -> filters.addTo(http));
        headers(http);
        return http.build();
    }

    /** Lets pass whoever has signed in, shown the passkey that was due, and chosen the password. */
    private static AuthorizationManager<RequestAuthorizationContext> wholly() {
        return unless(SecondFactor::isAnythingDue);
    }

    private static AuthorizationManager<RequestAuthorizationContext> unless(Predicate<Authentication> due) {
        return AuthorizationManagers.allOf(
                AuthenticatedAuthorizationManager.authenticated(),
                (who, request) -> new AuthorizationDecision(!due.test(who.get())));
    }

    private static String refusal(AuthenticationException e) {
        return e instanceof TooManyAttemptsException
                ? "?held-back"
                : e instanceof CredentialsExpiredException ? "?set-too-long-ago" : "?refused";
    }

    private static void headers(HttpSecurity http) throws Exception {
        http.headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), microphone=(), geolocation=(), usb=()"))
                .httpStrictTransportSecurity(Customizer.withDefaults())
                // A browser keeps nothing but the parts of pages, and asks each time whether they are still the same.
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(not(PARTS_OF_PAGES), new CacheControlHeadersWriter()))
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        PARTS_OF_PAGES, new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-cache")))
                .addHeaderWriter((request, response) -> {
                    // The pages of the web applications have a policy of their own, with a nonce.
                    if (!WEBAPPS.matches(request)
                            || !(PARTS_OF_PAGES.matches(request)
                                    || response.containsHeader("Content-Security-Policy"))) {
                        response.setHeader("Content-Security-Policy", policy(request));
                    }
                }));
    }

    private static String policy(HttpServletRequest request) {
        if (API_PAGES.matches(request)) {
            return OWN_SCRIPTS;
        }
        if (FOREIGN_FILES.matches(request)) {
            return NOTHING;
        }
        return PASSKEY_PAGES.matches(request) || UPLOAD_PAGE.matches(request) ? ONE_SCRIPT : NO_SCRIPTS;
    }

    private static CookieCsrfTokenRepository csrfTokens() {
        // Not the default name: the web applications have a cookie XSRF-TOKEN of their own.
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName("HANDRAIL-CSRF");
        tokens.setHeaderName("X-HANDRAIL-CSRF");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    /** Tells whoever still has a cookie that the session has ended. */
    private static AuthenticationEntryPoint signInPage() {
        return new LoginUrlAuthenticationEntryPoint(SIGN_IN) {
            @Override
            protected String determineUrlToUseForThisRequest(
                    HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
                return request.getRequestedSessionId() == null ? SIGN_IN : SIGN_IN + "?ended";
            }
        };
    }

    private static AuthenticationEntryPoint unauthenticated() {
        // No WWW-Authenticate header: a browser would open a box of its own inside the page.
        return (request, response, e) -> {
            if (e instanceof TooManyAttemptsException) {
                response.setIntHeader(HttpHeaders.RETRY_AFTER, 60);
                Problem.write(
                        response,
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many attempts",
                        "There were too many wrong passwords. Wait a minute before the next attempt.");
                return;
            }
            Problem.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Not signed in",
                    "Sign in first. The user name and password are missing or wrong, the account signs in with a"
                            + " passkey, or the session has ended.");
        };
    }

    private static AccessDeniedHandler denied(ITemplateEngine pages) {
        return (request, response, e) -> {
            if (e instanceof CsrfException && withDefaults().matcher(SIGN_IN).matches(request)) {
                response.sendRedirect(SIGN_IN + "?stale");
                return;
            }
            if (!(e instanceof CsrfException) && SecondFactor.isDue()) {
                if (FOR_PEOPLE.matches(request)) {
                    response.sendRedirect("/passkey");
                } else {
                    Problem.write(
                            response,
                            HttpStatus.FORBIDDEN,
                            "Not signed in yet",
                            "Show your passkey first, at /passkey.");
                }
                return;
            }
            if (!(e instanceof CsrfException) && SecondFactor.isPasswordDue()) {
                if (FOR_PEOPLE.matches(request)) {
                    response.sendRedirect("/password");
                } else {
                    Problem.write(
                            response,
                            HttpStatus.FORBIDDEN,
                            "Not signed in yet",
                            "Somebody else set this password. Choose your own first, at /password.");
                }
                return;
            }
            var reason = e instanceof CsrfException
                    ? "The page is too old. Load it again and repeat what you did."
                    : "Your role does not open this. Ask the system administrator if you need it.";
            if (FOR_PEOPLE.matches(request)) {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                response.setContentType("text/html;charset=UTF-8");
                pages.process("refused", new Context(Locale.UK, Map.of("reason", reason)), response.getWriter());
            } else {
                Problem.write(response, HttpStatus.FORBIDDEN, "Not allowed", reason);
            }
        };
    }

    private static boolean sendsBasic(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    private static RequestMatcher paths(String... patterns) {
        var matchers = new RequestMatcher[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            matchers[i] = withDefaults().matcher(patterns[i]);
        }
        return new OrRequestMatcher(matchers);
    }

    private static RequestMatcher html() {
        var html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return html;
    }

    private static RequestMatcher not(RequestMatcher matcher) {
        return new NegatedRequestMatcher(matcher);
    }
}
