package care.handrail.access.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/** A web page with a few places such as {@code {{name}}}; small enough that no template engine is needed. */
final class Page {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final String text;

    private Page(String text) {
        this.text = text;
    }

    /** Reads {@code pages/<name>.html} of the class path. */
    static Page named(String name) {
        try {
            return new Page(
                    new ClassPathResource("pages/" + name + ".html").getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the page with each place filled. A text is escaped; {@link Markup} stands as it is. */
    String with(Map<String, Object> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        markup(Objects.requireNonNull(values.get(place.group(1)), place.group()))));
    }

    private static String markup(Object value) {
        return value instanceof Markup markup ? markup.html() : HtmlUtils.htmlEscape(String.valueOf(value));
    }

    /** HTML that was written here, not by a person or another program. */
    record Markup(String html) {}
}
