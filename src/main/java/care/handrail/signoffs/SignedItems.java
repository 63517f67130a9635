package care.handrail.signoffs;

import care.handrail.access.DataClass;
import care.handrail.shared.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The items of all rooms: what is shown of them, and its hash. */
@Component
class SignedItems {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectProvider<SignedItem> kinds;

    SignedItems(ObjectProvider<SignedItem> kinds) {
        this.kinds = kinds;
    }

    Map<DataClass, Map<String, String>> shown(String kind, String itemId) {
        return kinds.stream()
                .filter(room -> room.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nothing of the kind " + kind + " is signed here."))
                .shown(itemId);
    }

    String hash(String kind, String itemId) {
        return hash(shown(kind, itemId));
    }

    /** Returns SHA-256 in hexadecimal over JSON in UTF-8, without white space, its members in order (RFC 8785). */
    static String hash(Map<DataClass, Map<String, String>> shown) {
        var members = new TreeMap<String, Map<String, String>>();
        shown.forEach((dataClass, parts) -> members.put(dataClass.code(), new TreeMap<>(parts)));
        try {
            return Sha256.hex(JSON.writeValueAsString(members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
