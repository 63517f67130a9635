package care.handrail.records.store;

import care.handrail.shared.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;

/**
 * The secrets that the patients' keys are wrapped under besides the master key. They lie in a file outside of the
 * database, which changes only when one is destroyed: whoever restores the database does not bring it back.
 */
final class PatientSecrets {

    private final Path file;
    private volatile SecretTree tree;

    private PatientSecrets(Path file, SecretTree tree) {
        this.file = file;
        this.tree = tree;
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException when it is not a whole file of secrets
     */
    static PatientSecrets open(Path file) throws IOException {
        return new PatientSecrets(file, SecretTree.read(Files.readString(file)));
    }

    /** Makes new secrets and their file. */
    static PatientSecrets make(Path file) throws IOException {
        var tree = SecretTree.of(SecretFile.random());
        SecretFile.create(file, tree.write());
        return new PatientSecrets(file, tree);
    }

    String id() {
        return tree.id();
    }

    /** Returns the secret that belongs to the key; empty when it was destroyed. */
    Optional<byte[]> of(String keyId) {
        return tree.secret(keyId);
    }

    boolean areDestroyed(String keyId) {
        return tree.isDestroyed(keyId);
    }

    /** Destroys the secrets of the keys, in the file first. Nodes that share the file wait for each other. */
    synchronized void destroy(Collection<String> keyIds) {
        var lock = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            var left = SecretTree.read(Files.readString(file));
            if (!left.id().equals(tree.id())) {
                throw new IllegalStateException("The file " + file + " holds other secrets than at the start.");
            }
            for (var keyId : keyIds) {
                left = left.without(keyId);
            }
            SecretFile.replace(file, left.write());
            tree = left;
        } catch (IOException e) {
            throw new UncheckedIOException("Secrets could not be destroyed in the file " + file + ".", e);
        }
    }
}
