package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The place that a ciphertext belongs to, given to the cipher as associated data: what is moved to another place does
 * not decrypt there.
 */
final class Binding {

    private Binding() {}

    /** Returns the bytes that stand for the parts; each has its length before it, so that no two places are alike. */
    static byte[] of(String... parts) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var part : parts) {
                var text = part.getBytes(UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns a time as the databases keep it, to the microsecond. */
    static String time(Instant time) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
}
