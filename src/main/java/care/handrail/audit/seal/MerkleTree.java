package care.handrail.audit.seal;

import care.handrail.shared.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of Certificate Transparency (RFC 6962, section 2.1, with SHA-256): one root stands for a list of leaves,
 * and a path of few hashes proves that a leaf is in it.
 */
final class MerkleTree {

    /** Asking for one by its name takes longer than hashing a row. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

    private MerkleTree() {}

    /** Returns the hash of a leaf. */
    static byte[] leaf(String text) {
        return sha256((byte) 0, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the root of a tree with these leaf hashes. */
    static byte[] root(List<byte[]> leaves) {
        return switch (leaves.size()) {
            case 0 -> sha256();
            case 1 -> leaves.get(0);
            default -> {
                int split = split(leaves.size());
                yield node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
            }
        };
    }

    /** Returns the path of every leaf, in order; much less work than one after the other. */
    static List<List<byte[]>> paths(List<byte[]> leaves) {
        var paths = new ArrayList<List<byte[]>>();
        leaves.forEach(leaf -> paths.add(new ArrayList<>()));
        extend(paths, leaves);
        return paths;
    }

    /** Lengthens the paths of the leaves to the root of their tree, and returns the root. */
    private static byte[] extend(List<List<byte[]>> paths, List<byte[]> leaves) {
        if (leaves.size() < 2) {
            return root(leaves);
        }
        int split = split(leaves.size());
        var left = extend(paths.subList(0, split), leaves.subList(0, split));
        var right = extend(paths.subList(split, paths.size()), leaves.subList(split, leaves.size()));
        paths.subList(0, split).forEach(path -> path.add(right));
        paths.subList(split, paths.size()).forEach(path -> path.add(left));
        return node(left, right);
    }

    /** Returns the root to which the path leads; a proof holds when it is the root of the tree. */
    static byte[] rootOf(byte[] leaf, int index, int size, List<byte[]> path) {
        if (size == 1) {
            if (!path.isEmpty()) {
                throw new IllegalArgumentException("The path is too long for the tree.");
            }
            return leaf;
        }
        if (index < 0 || index >= size || path.isEmpty()) {
            throw new IllegalArgumentException("The path does not fit the tree.");
        }
        int split = split(size);
        var last = path.get(path.size() - 1);
        var rest = path.subList(0, path.size() - 1);
        return index < split
                ? node(rootOf(leaf, index, split, rest), last)
                : node(last, rootOf(leaf, index - split, size - split, rest));
    }

    /** Returns the largest power of two that is smaller than the size. */
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256((byte) 1, left, right);
    }

    private static byte[] sha256(byte prefix, byte[]... parts) {
        var digest = DIGEST.get();
        digest.update(prefix);
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static byte[] sha256(byte... text) {
        return DIGEST.get().digest(text);
    }
}
