package care.handrail.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Talks to the clinic under test over HTTP, as one of its staff or as nobody. */
public class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final IntSupplier port;

    Http(IntSupplier port) {
        this.port = port;
    }

    /** Returns a caller that signs in with HTTP Basic as one of {@link TestStaff}. */
    public Caller as(String userId) {
        return as(userId, TestStaff.PASSWORD);
    }

    /** Returns a caller that signs in with HTTP Basic. */
    public Caller as(String userId, String password) {
        var pair = (userId + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Caller("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Returns a caller that does not sign in. */
    public Caller asNobody() {
        return new Caller(null);
    }

    /** Returns the address of a path of the clinic under test. */
    public URI address(String path) {
        return URI.create("http://localhost:" + port.getAsInt() + path);
    }

    /** Somebody who calls. */
    public final class Caller {

        private final @Nullable String authorization;

        private Caller(@Nullable String authorization) {
            this.authorization = authorization;
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

        /** Puts a body as JSON, as {@link #post} does. */
        public Answer put(String path, Object body) {
            return send("PUT", path, "application/json", json(body));
        }

        /** Patches with a body as JSON, as {@link #post} does. */
        public Answer patch(String path, Object body) {
            return send("PATCH", path, "application/json", json(body));
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
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            headers.forEach(request::header);
            try {
                return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
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
