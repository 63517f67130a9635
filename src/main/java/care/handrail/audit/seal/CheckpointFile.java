package care.handrail.audit.seal;

import care.handrail.audit.Checkpoint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Appends checkpoints to a file, one a line; the file itself shows how far it is. */
@Component
class CheckpointFile implements CheckpointExport {

    /** More than two lines are long. */
    private static final int END = 4_096;

    private final Path file;

    CheckpointFile(@Value("${handrail.audit.export-file}") Path file) {
        this.file = file;
    }

    /** Returns the file; empty as long as nothing was exported to it. */
    Optional<Path> existing() {
        return Optional.of(file).filter(Files::exists);
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public long last() {
        return end().lines()
                .flatMap(line -> CheckpointText.read(line).stream())
                .mapToLong(Checkpoint::batch)
                .max()
                .orElse(0);
    }

    @Override
    public void send(Checkpoint checkpoint) {
        var end = end();
        var line = (end.isEmpty() || end.endsWith("\n") ? "" : "\n") + CheckpointText.line(checkpoint) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String end() {
        if (!Files.exists(file)) {
            return "";
        }
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            var end = new byte[(int) Math.min(END, reader.length())];
            reader.seek(reader.length() - end.length);
            reader.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
