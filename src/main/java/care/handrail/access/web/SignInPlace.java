package care.handrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** Remembers with a session from where its owner signed in, for the owner to recognise it. */
final class SignInPlace {

    static final String ATTRIBUTE = "handrail.place";

    /** What the header holds, the more particular first: each browser also calls itself by others' names. */
    private static final List<String> BROWSERS = List.of("Edg", "Firefox", "Chrome", "Safari");

    private static final List<String> SYSTEMS = List.of("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux");

    private SignInPlace() {}

    static void keep(HttpServletRequest request, HttpSession session) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        session.setAttribute(ATTRIBUTE, words(agent == null ? "" : agent) + ", " + request.getRemoteAddr());
    }

    /** Keeps nothing of what a browser says but words known here: it says what it likes. */
    static String words(String agent) {
        var browser = BROWSERS.stream().filter(agent::contains).findFirst().orElse("A browser");
        return (browser.equals("Edg") ? "Edge" : browser)
                + SYSTEMS.stream()
                        .filter(agent::contains)
                        .findFirst()
                        .map(system -> " on " + system)
                        .orElse("");
    }
}
