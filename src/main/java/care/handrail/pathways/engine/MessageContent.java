package care.handrail.pathways.engine;

import care.handrail.access.DataClass;
import care.handrail.pathways.InboundMessage;
import care.handrail.shared.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns what a message says into what the inbox keeps of it. */
final class MessageContent {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private MessageContent() {}

    /**
     * Returns what stands for the sender's key in the database. The key itself is not kept: a sender could have put a name
     * in it, and it is the key of {@link #bodyHash}.
     */
    static String keyHash(InboundMessage message) {
        return Sha256.hex(message.idempotencyKey());
    }

    /**
     * Returns what tells the content from another one. Keyed with the sender's key, which is not kept, so that whoever
     * holds the database cannot try out telephone numbers and dates of birth.
     */
    static String bodyHash(InboundMessage message) {
        var letter = new TreeMap<String, Map<String, Object>>();
        message.letter()
                .forEach((DataClass dataClass, Map<String, Object> values) -> letter.put(dataClass.code(), values));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(message.idempotencyKey()), "HmacSHA256"));
            return hex(mac.doFinal(JSON.writeValueAsBytes(
                    List.of(message.name(), message.episodeId(), variables(message.variables()), letter))));
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalArgumentException("The content of the message cannot be written as JSON.", e);
        }
    }

    /** Returns the variables as text that {@link #read} understands. */
    static String variables(Map<String, Object> variables) {
        var typed = new TreeMap<String, Object>();
        variables.forEach(
                (name, value) -> typed.put(name, value instanceof Date date ? Map.of("date", date.getTime()) : value));
        try {
            return JSON.writeValueAsString(typed);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The variables of the message cannot be written as JSON.", e);
        }
    }

    /** Reads what {@link #variables} wrote. */
    static Map<String, Object> read(String variables) {
        try {
            Map<String, Object> typed = JSON.readValue(variables, new TypeReference<>() {});
            var values = new LinkedHashMap<String, Object>();
            typed.forEach((name, value) -> values.put(name, value(value)));
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Object typed) {
        if (typed instanceof Map<?, ?> date && date.get("date") instanceof Number millis) {
            return new Date(millis.longValue());
        }
        return typed instanceof Number number ? (Object) number.longValue() : typed;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
