package care.handrail.access.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * Remembers which page somebody asked for before signing in, to go on to it afterwards.
 *
 * <p>A session is kept in clear, and anything can be typed into an address: so only a page that exists is remembered, and
 * of it the path alone.
 */
final class AskedPage extends HttpSessionRequestCache {

    private static final Pattern PAGES = Pattern.compile("/"
            + "|/(?:passkeys|password|service-accounts|shreddings|two-people|watchdog|sessions|swagger-ui/index\\.html"
            + "|patients/search)"
            + "|/patients/[0-9a-f-]{36}(?:/break-glass)?"
            + "|/camunda/app/(?:tasklist|cockpit|admin)/(?:default/)?");

    AskedPage() {
        setMatchingRequestParameterName(null);
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if ("GET".equals(request.getMethod())
                && PAGES.matcher(request.getRequestURI()).matches()) {
            super.saveRequest(new PathAlone(request), response);
        }
    }

    /** Forgets the page when it is reached. The request is answered as it came, not as it was remembered. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        super.getMatchingRequest(request, response);
        return null;
    }

    /** The request without its question, its headers and its cookies. */
    private static final class PathAlone extends HttpServletRequestWrapper {

        PathAlone(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return Collections.emptyEnumeration();
        }

        @Override
        public Cookie @Nullable [] getCookies() {
            return new Cookie[0];
        }

        @Override
        public Enumeration<Locale> getLocales() {
            return Collections.emptyEnumeration();
        }
    }
}
