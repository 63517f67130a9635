package care.handrail.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets of 32 bytes, written in base64 as {@code openssl rand -base64 32} prints them. */
public final class SecretFile {

    /** Length of a secret in bytes. */
    public static final int BYTES = 32;

    private SecretFile() {}

    /**
     * Reads a secret.
     *
     * @param source where the text comes from, to begin a sentence with
     * @param what what it should hold, for example {@code a master key}
     */
    public static byte[] decode(String text, String source, String what) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            secret = new byte[0];
        }
        if (secret.length != BYTES) {
            throw new StartRefusedException(
                    source + " does not hold " + what + ".",
                    "It must be " + BYTES + " bytes in base64, as 'openssl rand -base64 32' prints them.");
        }
        return secret;
    }

    /** Returns a new secret. */
    public static byte[] random() {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** Makes a secret and its file. */
    public static byte[] make(Path file) throws IOException {
        var secret = random();
        create(file, Base64.getEncoder().encodeToString(secret) + "\n");
        return secret;
    }

    /**
     * Makes a file of the text; fails when there is one already. The text is complete, private and on disk before it
     * gets the file's name, so that no other start reads half of it.
     */
    public static void create(Path file, String text) throws IOException {
        write(file, text);
    }

    /** Puts the text in place of what the file held, in the same way. */
    public static void replace(Path file, String text) throws IOException {
        write(file, text, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, String text, CopyOption... move) throws IOException {
        var directory = Files.createDirectories(file.toAbsolutePath().getParent());
        var draft = Files.createTempFile(directory, "secret", ".new", ownerOnly());
        try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, move);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
