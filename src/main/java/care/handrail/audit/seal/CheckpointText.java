package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/** The canonical JSON of checkpoints: what is signed, and the line that is exported. */
final class CheckpointText {

    /** What the first checkpoint names as the one before it. */
    static final String NO_PREVIOUS = "0".repeat(64);

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private CheckpointText() {}

    /** Returns what is signed. */
    static byte[] signed(Checkpoint checkpoint) {
        return CanonicalJson.of(members(checkpoint)).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what the next checkpoint says of this one. */
    static String hash(Checkpoint checkpoint) {
        return HexFormat.of().formatHex(MerkleTree.sha256(signed(checkpoint)));
    }

    /** Returns the line that is exported, without a line break. */
    static String line(Checkpoint checkpoint) {
        var members = members(checkpoint);
        members.put("signature", checkpoint.signature());
        return CanonicalJson.of(members);
    }

    /** Reads a line; empty when it is no checkpoint. */
    static Optional<Checkpoint> read(String line) {
        try {
            return Optional.of(JSON.readValue(line, Checkpoint.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static TreeMap<String, Object> members(Checkpoint checkpoint) {
        var members = new TreeMap<String, Object>();
        members.put("batch", checkpoint.batch());
        members.put("events", checkpoint.events());
        members.put("first_event", checkpoint.firstEvent());
        members.put("up_to", checkpoint.upTo());
        members.put("root", checkpoint.root());
        members.put("previous", checkpoint.previous());
        members.put("sealed_at", checkpoint.sealedAt().toString());
        members.put("key", checkpoint.key());
        return members;
    }
}
