package care.handrail.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the clinic under test over HTTP, as one of its staff or as nobody. Each answer is compared with the audit
 * trail ({@link AuditWatch}).
 */
public class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final IntSupplier port;
    /** Sees each answer, and whether somebody signed in had asked. */
    private final BiConsumer<Boolean, HttpResponse<byte[]>> watch;

    Http(IntSupplier port, BiConsumer<Boolean, HttpResponse<byte[]>> watch) {
        this.port = port;
        this.watch = watch;
    }

    /** Returns a caller that signs in with HTTP Basic as one of {@link TestStaff}. */
    public Caller as(String userId) {
        return as(userId, TestStaff.PASSWORD);
    }

    /** Returns a caller that signs in with HTTP Basic. */
    public Caller as(String userId, String password) {
        var pair = (userId + ":" + password).getBytes(StandardCharsets.UTF_8);
        var authorization =
                Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        return new Caller(client, () -> authorization);
    }

    /** Returns a caller that sends the token of a service account. */
    public Caller withToken(String token) {
        return new Caller(client, () -> Map.of("Authorization", "Bearer " + token));
    }

    /** Returns a caller that does not sign in. */
    public Caller asNobody() {
        return new Caller(client, Map::of);
    }

    /**
     * Returns a caller that signs in on the page as one of {@link TestStaff} and goes on as a browser does: with the
     * session's cookie, and with the tokens that the scripts of the pages send.
     */
    public Caller inBrowser(String userId) {
        var browser = browser(userId, TestStaff.PASSWORD);
        browser.get("/camunda/api/engine/engine/default/process-definition/count")
                .expect(200);
        return browser;
    }

    /** Returns a caller that has sent a password on the sign-in page, whatever came of it. */
    public Caller browser(String userId, String password) {
        var cookies = new CookieManager();
        var browser = new Caller(HttpClient.newBuilder().cookieHandler(cookies).build(), () -> tokens(cookies));
        var token = FORM_TOKEN.matcher(browser.get("/sign-in").body());
        if (!token.find()) {
            throw new AssertionError("the sign-in page holds no token");
        }
        var form = "username=%s&password=%s&_csrf=%s"
                .formatted(
                        userId,
                        URLEncoder.encode(password, StandardCharsets.UTF_8),
                        URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        browser.send("POST", "/sign-in", "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8))
                .expect(302);
        return browser;
    }

    private static Map<String, String> tokens(CookieManager cookies) {
        var tokens = new HashMap<String, String>();
        for (var cookie : cookies.getCookieStore().getCookies()) {
            switch (cookie.getName()) {
                case "XSRF-TOKEN" -> tokens.put("X-XSRF-TOKEN", cookie.getValue());
                case "HANDRAIL-CSRF" -> tokens.put("X-HANDRAIL-CSRF", cookie.getValue());
                default -> {}
            }
        }
        return tokens;
    }

    /** Returns the address of a path of the clinic under test. */
    public URI address(String path) {
        return URI.create("http://localhost:" + port.getAsInt() + path);
    }

    /** Somebody who calls. */
    public final class Caller {

        private final HttpClient client;
        private final Supplier<Map<String, String>> always;

        private Caller(HttpClient client, Supplier<Map<String, String>> always) {
            this.client = client;
            this.always = always;
        }

        /** Tells whether this caller has a session instead of sending a password each time. */
        public boolean isBrowser() {
            return client != Http.this.client;
        }

        /** Returns the same browser on a page of somebody else's: it sends its cookies, and knows no token. */
        public Caller fromElsewhere() {
            return new Caller(client, Map::of);
        }

        public Answer get(String path) {
            return send("GET", path, null, null);
        }

        public Answer delete(String path) {
            return send("DELETE", path, null, null);
        }

        /** Posts a body as JSON: a text is sent as it stands, anything else is written as JSON. */
        public Answer post(String path, Object body) {
            return send("POST", path, "application/json", json(body));
        }

        /** Posts the fields of a form, each a name and its value. */
        public Answer postForm(String path, Map<String, String> fields) {
            var form = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return send("POST", path, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
        }

        /** Puts a body as JSON, as {@link #post} does. */
        public Answer put(String path, Object body) {
            return send("PUT", path, "application/json", json(body));
        }

        /** Patches with a body as JSON, as {@link #post} does. */
        public Answer patch(String path, Object body) {
            return send("PATCH", path, "application/json", json(body));
        }

        /** Sends a body as JSON with any method, as {@link #post} does; null sends none. */
        public Answer sendJson(String method, String path, @Nullable Object body) {
            return body == null ? send(method, path, null, null) : send(method, path, "application/json", json(body));
        }

        /** Sends bytes of any kind. */
        public Answer send(String method, String path, @Nullable String contentType, byte @Nullable [] body) {
            return send(method, path, contentType, body, Map.of());
        }

        /** Sends bytes of any kind with more headers. */
        public Answer send(
                String method,
                String path,
                @Nullable String contentType,
                byte @Nullable [] body,
                Map<String, String> headers) {
            BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
            var request = HttpRequest.newBuilder(address(path))
                    .method(method, publisher)
                    .timeout(Duration.ofMinutes(2));
            if (contentType != null) {
                request.header("Content-Type", contentType);
            }
            always.get().forEach(request::header);
            headers.forEach(request::header);
            try {
                var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                watch.accept(isBrowser() || !always.get().isEmpty(), response);
                return new Answer(response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** What came back. */
    public static final class Answer {

        private final HttpResponse<byte[]> response;

        private Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        /** Returns the body as text (UTF-8). */
        public String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        /** Returns the body as JSON, or fails showing what came instead. */
        public JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + this, e);
            }
        }

        /** Returns the first value of a header; null when it is absent. */
        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** Returns this answer, or fails showing it when its status is another one. */
        public Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError("expected status " + status + " but got " + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return response.request().method() + " " + response.uri() + " -> " + status() + " " + body();
        }
    }

    private static byte[] json(Object body) {
        try {
            return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
