package care.handrail.records.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import care.handrail.shared.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret of 32 bytes for every name there could be, of which single ones can be destroyed.
 *
 * <p>A puncturable pseudorandom function: the tree of Goldreich, Goldwasser and Micali, used as in "Puncturable Key
 * Wrapping and Its Applications" (Backendal, Günther, Paterson, 2022). Each secret follows from the root, one HMAC for
 * each of 64 levels. To destroy one, the seeds on its way are forgotten and those beside the way are kept, so that all
 * others still follow, and nothing tells the destroyed one. Immutable.
 */
final class SecretTree {

    private static final int LEVELS = 64;

    private static final String FIRST_LINE = "handrail patient secrets 1";

    private static final String LAST_LINE = "sha256 ";

    private final String id;

    /** What is left of the tree, by the first leaf of each part. */
    private final TreeMap<Long, Part> parts;

    private record Part(int level, byte[] seed) {}

    private SecretTree(String id, TreeMap<Long, Part> parts) {
        this.id = id;
        this.parts = parts;
    }

    /** Makes a whole tree of 32 random bytes. */
    static SecretTree of(byte[] root) {
        var parts = new TreeMap<Long, Part>(Long::compareUnsigned);
        parts.put(0L, new Part(0, root.clone()));
        var id = hmac(mac(), root, "id".getBytes(UTF_8));
        return new SecretTree("ps-" + HexFormat.of().formatHex(id, 0, 8), parts);
    }

    /** Returns a name of the tree that tells nothing about it and stays when secrets are destroyed. */
    String id() {
        return id;
    }

    /** Returns the secret of the name; empty when it was destroyed. */
    Optional<byte[]> secret(String name) {
        long leaf = leaf(name);
        var first = firstOfPartWith(leaf);
        if (first == null) {
            return Optional.empty();
        }
        var part = Objects.requireNonNull(parts.get(first));
        var mac = mac();
        var seed = part.seed();
        for (int level = part.level(); level < LEVELS; level++) {
            seed = child(mac, seed, bit(leaf, level));
        }
        return Optional.of(seed);
    }

    /** Tells whether the secret of the name was destroyed. */
    boolean isDestroyed(String name) {
        return firstOfPartWith(leaf(name)) == null;
    }

    /** Returns the tree without the secret of the name. */
    SecretTree without(String name) {
        long leaf = leaf(name);
        var first = firstOfPartWith(leaf);
        if (first == null) {
            return this;
        }
        var left = new TreeMap<>(parts);
        var part = Objects.requireNonNull(left.remove(first));
        var mac = mac();
        var seed = part.seed();
        for (int level = part.level(); level < LEVELS; level++) {
            int onTheWay = bit(leaf, level);
            left.put(beside(leaf, level), new Part(level + 1, child(mac, seed, 1 - onTheWay)));
            seed = child(mac, seed, onTheWay);
        }
        return new SecretTree(id, left);
    }

    /** Returns the place of the name. Two names of one place, one in 2^64, would have one secret. */
    static long leaf(String name) {
        return ByteBuffer.wrap(Sha256.of(name)).getLong();
    }

    /** Returns the tree as text, with a checksum in its last line. */
    String write() {
        var lines = new ArrayList<String>();
        lines.add(FIRST_LINE);
        lines.add(id);
        parts.forEach((first, part) -> lines.add(String.format(
                "%016x %d %s", first, part.level(), Base64.getEncoder().encodeToString(part.seed()))));
        var text = String.join("\n", lines) + "\n";
        return text + LAST_LINE + checksum(text) + "\n";
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is something else, or not all of it
     */
    static SecretTree read(String text) {
        int last = text.lastIndexOf(LAST_LINE);
        if (!text.startsWith(FIRST_LINE + "\n")
                || last < 0
                || !text.substring(last).equals(LAST_LINE + checksum(text.substring(0, last)) + "\n")) {
            throw new IllegalArgumentException("not whole");
        }
        List<String> lines = text.substring(0, last).lines().toList();
        var parts = new TreeMap<Long, Part>(Long::compareUnsigned);
        for (var line : lines.subList(2, lines.size())) {
            var words = line.split(" ");
            parts.put(
                    Long.parseUnsignedLong(words[0], 16),
                    new Part(Integer.parseInt(words[1]), Base64.getDecoder().decode(words[2])));
        }
        return new SecretTree(lines.get(1), parts);
    }

    private @Nullable Long firstOfPartWith(long leaf) {
        var entry = parts.floorEntry(leaf);
        if (entry == null) {
            return null;
        }
        int level = entry.getValue().level();
        return level == 0 || (leaf ^ entry.getKey()) >>> (LEVELS - level) == 0 ? entry.getKey() : null;
    }

    private static int bit(long leaf, int level) {
        return (int) (leaf >>> (LEVELS - 1 - level)) & 1;
    }

    /** Returns the first leaf of the part that branches off the way to the leaf below the level. */
    private static long beside(long leaf, int level) {
        int below = LEVELS - 1 - level;
        return ((leaf >>> below) ^ 1) << below;
    }

    /** Takes the caller's MAC: to look one up for each level took longer than to use it. */
    private static byte[] child(Mac mac, byte[] seed, int which) {
        return hmac(mac, seed, new byte[] {(byte) which});
    }

    private static String checksum(String text) {
        return Sha256.hex(text);
    }

    private static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(Mac mac, byte[] key, byte[] text) {
        try {
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
