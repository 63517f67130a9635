package care.handrail.episodes.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads a request's body, up to a limit that is checked whether or not the sender says how long it is. */
final class Body {

    /** 10 MB. */
    static final int LIMIT = 10 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            // Two values for one field: nobody could say which one the sender meant.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Body() {}

    /** Returns the bytes. Fails with status 413 beyond the limit. */
    static byte[] bytes(HttpServletRequest request) throws IOException {
        var bytes = request.getContentLengthLong() > LIMIT
                ? null
                : request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes == null || bytes.length > LIMIT) {
            throw new UnreadableRequestException(
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "This is larger than 10 MB, and nothing of it was kept. Send it in smaller parts.");
        }
        return bytes;
    }

    /** Returns the fields of a JSON object whose values are texts, numbers, flags or null. */
    static Map<String, @Nullable Object> fields(HttpServletRequest request) throws IOException {
        Map<String, @Nullable Object> fields;
        try {
            fields = JSON.readValue(bytes(request), new TypeReference<>() {});
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw UnreadableRequestException.because(
                    "The body is not a JSON object with one value per field%s. Send it as UTF-8, each field once."
                            .formatted(
                                    place == null
                                            ? ""
                                            : " (line %d, column %d)"
                                                    .formatted(place.getLineNr(), place.getColumnNr())));
        }
        if (fields == null) {
            throw UnreadableRequestException.because("The body is empty. Send a JSON object with the form's fields.");
        }
        fields.forEach((key, value) -> {
            if (value instanceof Map || value instanceof Iterable) {
                throw UnreadableRequestException.because(
                        "Each field has one value: a text, a number, true or false, not a list or an object.");
            }
        });
        return fields;
    }
}
