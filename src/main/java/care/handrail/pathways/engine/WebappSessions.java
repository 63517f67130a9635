package care.handrail.pathways.engine;

import care.handrail.shared.Sha256;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Enumeration;
import java.util.HexFormat;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Keeps what the web applications put into a session out of the database. They write who has signed in at every request,
 * which follows from the sign-in; and each of several first requests at once would make a token of its own against
 * forged requests, of which the browser may keep another one than the database. So the token follows from the session's
 * id, which no script and no other site knows.
 */
class WebappSessions extends OncePerRequestFilter {

    /** Under this name they keep who has signed in. */
    private static final String SIGNED_IN = "authenticatedUser";

    private final Cache<String, Authentications> signedIn = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(5))
            .maximumSize(10_000)
            .build();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        if (session != null) {
            String token = token(session);
            var known = WebUtils.getCookie(request, CsrfConstants.CSRF_TOKEN_DEFAULT_COOKIE_NAME);
            if (known == null || !token.equals(known.getValue())) {
                response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        ResponseCookie.from(CsrfConstants.CSRF_TOKEN_DEFAULT_COOKIE_NAME, token)
                                .path("/camunda")
                                .sameSite("Lax")
                                .secure(request.isSecure())
                                .build()
                                .toString());
            }
        }
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public @Nullable HttpSession getSession(boolean create) {
                        var kept = super.getSession(create);
                        return kept == null ? null : new WebappSession(kept);
                    }

                    @Override
                    public HttpSession getSession() {
                        return new WebappSession(super.getSession());
                    }
                },
                response);
    }

    private static String token(HttpSession session) {
        return HexFormat.of().formatHex(Sha256.of("forged requests " + session.getId()), 0, 16);
    }

    /** A session as the web applications see it. */
    private final class WebappSession implements HttpSession {

        private final HttpSession kept;

        private WebappSession(HttpSession kept) {
            this.kept = kept;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return switch (name) {
                case SIGNED_IN -> signedIn.getIfPresent(kept.getId());
                case CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME -> token(kept);
                default -> kept.getAttribute(name);
            };
        }

        @Override
        public void setAttribute(String name, Object value) {
            if (value instanceof Authentications of) {
                signedIn.put(kept.getId(), of);
            } else {
                kept.setAttribute(name, value);
            }
        }

        @Override
        public void removeAttribute(String name) {
            kept.removeAttribute(name);
        }

        @Override
        public Enumeration<String> getAttributeNames() {
            return kept.getAttributeNames();
        }

        @Override
        public void invalidate() {
            signedIn.invalidate(kept.getId());
            kept.invalidate();
        }

        @Override
        public long getCreationTime() {
            return kept.getCreationTime();
        }

        @Override
        public String getId() {
            return kept.getId();
        }

        @Override
        public long getLastAccessedTime() {
            return kept.getLastAccessedTime();
        }

        @Override
        public ServletContext getServletContext() {
            return kept.getServletContext();
        }

        @Override
        public void setMaxInactiveInterval(int seconds) {
            kept.setMaxInactiveInterval(seconds);
        }

        @Override
        public int getMaxInactiveInterval() {
            return kept.getMaxInactiveInterval();
        }

        @Override
        public boolean isNew() {
            return kept.isNew();
        }
    }
}
