package care.handrail.pathways.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * By what a request asks the engine.
 *
 * @param names of the parameters in the address, as they are written, and of the parts of the body; of a part with parts
 *     of its own, theirs too
 * @param again the request, whose body can be read once more
 */
record Question(Set<String> names, HttpServletRequest again) {

    /** No question of Cockpit comes near it. */
    private static final int LONGEST = 1 << 16;

    /** Stands for a body of which nobody can say by what it asks; no route takes it. */
    private static final String UNREADABLE = "";

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    static Question of(HttpServletRequest request) throws IOException {
        var names = new TreeSet<String>();
        // Raw: a server that drops a parameter, or reads one twice, must not see less than the engine does.
        var query = request.getQueryString();
        if (query != null) {
            Stream.of(query.split("&"))
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.split("=", 2)[0])
                    .forEach(names::add);
        }
        var body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            names.add(UNREADABLE);
        } else if (body.length > 0) {
            try {
                collect(JSON.readTree(body), names);
            } catch (JsonProcessingException e) {
                names.add(UNREADABLE);
            }
        }
        return new Question(names, new Replayed(request, body));
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(part -> collect(part, names));
    }

    private static final class Replayed extends HttpServletRequestWrapper {

        private final byte[] body;

        private Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("The body is there already.");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
