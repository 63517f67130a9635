package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exported copy of the checkpoints, read once from its beginning to its end. */
final class ExportedCheckpoints implements AutoCloseable {

    private final @Nullable BufferedReader lines;
    private @Nullable Checkpoint next;
    private long compared;

    private ExportedCheckpoints(@Nullable BufferedReader lines) {
        this.lines = lines;
        advance();
    }

    /** Opens the file; null stands for an empty one. */
    static ExportedCheckpoints open(@Nullable Path file) {
        try {
            return new ExportedCheckpoints(file == null ? null : Files.newBufferedReader(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether the copy says the same of the batch, or nothing. Batches must be asked for in order. */
    boolean matches(Checkpoint checkpoint) {
        boolean same = true;
        while (next != null && next.batch() <= checkpoint.batch()) {
            if (next.batch() == checkpoint.batch()) {
                same &= next.equals(checkpoint);
                compared++;
            }
            advance();
        }
        return same;
    }

    /** Returns the first one beyond those that were asked for. */
    Optional<Checkpoint> nextAfterAll() {
        return Optional.ofNullable(next);
    }

    long compared() {
        return compared;
    }

    /** A line that is none was cut off when the power went; the whole one follows it. */
    private void advance() {
        var before = next;
        next = null;
        try {
            String line;
            while (next == null && lines != null && (line = lines.readLine()) != null) {
                next = CheckpointText.read(line).orElse(null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (before != null && next != null && next.batch() < before.batch()) {
            throw new IllegalArgumentException("The exported checkpoints are not in order: batch " + next.batch()
                    + " stands after batch " + before.batch() + ". Sort the lines by batch and check again.");
        }
    }

    @Override
    public void close() {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
