package care.handrail.pathways;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The releases of the models: all diagrams, tables, forms and variables that were tested together and are deployed
 * together.
 */
public interface Releases {

    /** Returns the release on which new episodes begin, and the shipped one that waits, if they differ. */
    Standing standing();

    /**
     * Deploys the waiting release; patients who are under way stay on the release with which they began. Permission:
     * clinical governance.
     *
     * @param hash of the waiting release that the person looked at
     * @throws NoSuchReleaseException when no release with this hash waits
     */
    Release adopt(String hash);

    /**
     * Which release runs and which waits.
     *
     * @param waiting what the program was shipped with, when it differs from what runs
     */
    record Standing(Release running, Optional<Waiting> waiting) {}

    /**
     * A deployed release.
     *
     * @param id of the deployment
     * @param hash SHA-256 over all files and their names, in hexadecimal
     */
    record Release(String id, String hash, @Nullable Instant deployedAt) {}

    /** A shipped release that a person has yet to decide on, and the files in which it differs from the running one. */
    record Waiting(String hash, List<String> added, List<String> changed, List<String> removed) {}

    /** There is no such release to adopt: somebody was quicker, or the program was started with other files. */
    class NoSuchReleaseException extends RuntimeException {

        public NoSuchReleaseException() {
            super("No release with this hash is waiting. Look again at which one is, and adopt that one.");
        }
    }
}
