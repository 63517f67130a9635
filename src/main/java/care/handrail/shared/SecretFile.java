package care.handrail.shared;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * Makes a secret and its file. The file is complete and private before it gets its name, so that no other start
     * reads half a secret.
     */
    public static byte[] make(Path file) throws IOException {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        var directory = Files.createDirectories(file.toAbsolutePath().getParent());
        var draft = Files.createTempFile(directory, "secret", ".new", ownerOnly());
        Files.writeString(draft, Base64.getEncoder().encodeToString(secret) + "\n");
        Files.move(draft, file);
        return secret;
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
