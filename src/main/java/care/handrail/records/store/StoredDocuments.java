package care.handrail.records.store;

import care.handrail.pathways.InvalidFormException;
import care.handrail.records.Document;
import care.handrail.records.Documents;
import care.handrail.shared.Ids;
import care.handrail.shared.Sha256;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** Keeps files; one that is no patient's yet has a key of its own, which is kept as if the file were a patient. */
@Component
class StoredDocuments implements Documents {

    private static final int MAX_NAME = 200;

    private final DocumentTable table;
    private final DataKeys keys;
    private final Clock clock;
    private final DataSize limit;

    StoredDocuments(
            DocumentTable table,
            DataKeys keys,
            Clock clock,
            @Value("${handrail.records.document-limit:20MB}") String limit) {
        this.table = table;
        this.keys = keys;
        this.clock = clock;
        this.limit = DataSize.parse(limit);
    }

    @Override
    @Transactional
    public String keep(String patientId, String kind, String mediaType, String fileName, byte[] bytes, String author) {
        var id = Ids.next();
        keep(id, patientId, kind, mediaType, fileName, bytes, author);
        return id;
    }

    @Override
    @Transactional
    public void keepUnassigned(String id, String kind, String mediaType, String fileName, byte[] bytes, String author) {
        keep(id, id, kind, mediaType, fileName, bytes, author);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Document> find(String id) {
        return table.find(id).map(StoredDocuments::shown);
    }

    @Override
    @Transactional(readOnly = true)
    public byte[] content(String id) {
        return table.content(id);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Document> of(String patientId) {
        return table.ofPatient(patientId).stream().map(StoredDocuments::shown).toList();
    }

    @Override
    @Transactional
    public void assign(String id, String patientId) {
        var row = lock(id);
        if (row.holder().equals(patientId)) {
            return;
        }
        table.replace(row, row.heldBy(patientId), keys.ofPatient(patientId));
        if (row.isUnassigned()) {
            keys.lock(patientId);
            keys.handOver(id, patientId);
        }
    }

    @Override
    @Transactional
    public void classify(String id, String kind) {
        var row = lock(id);
        table.replace(row, row.as(kind), keys.ofPatient(row.holder()));
    }

    @Override
    @Transactional
    public void discard(String id) {
        var row = lock(id);
        if (!row.isUnassigned()) {
            throw new IllegalStateException(
                    "The document " + id + " is a patient's, and stays for as long as the record.");
        }
        table.remove(id);
        keys.drop(id);
    }

    @Override
    public long maxBytes() {
        return limit.toBytes();
    }

    private void keep(
            String id, String holder, String kind, String mediaType, String fileName, byte[] bytes, String author) {
        if (bytes.length == 0) {
            throw new InvalidFormException(Map.of("file", "This file is empty. Choose it again."));
        }
        if (bytes.length > limit.toBytes()) {
            throw new InvalidFormException(Map.of(
                    "file",
                    "This file is too large: it may have " + limit.toMegabytes() + " MB. Send it in parts, or scan it"
                            + " with fewer dots."));
        }
        table.add(
                new DocumentRow(
                        id,
                        holder,
                        kind,
                        mediaType,
                        named(fileName),
                        bytes.length,
                        HexFormat.of().formatHex(Sha256.of(bytes)),
                        author,
                        clock.instant().truncatedTo(ChronoUnit.MICROS)),
                bytes,
                keys.ofPatient(holder));
    }

    /** Keeps the key work and other people from moving the file until the transaction ends. */
    private DocumentRow lock(String id) {
        return table.lock(id).orElseThrow(() -> new IllegalArgumentException("There is no document " + id + "."));
    }

    private static Document shown(DocumentRow row) {
        return new Document(
                row.id(),
                row.isUnassigned() ? null : row.holder(),
                row.kind(),
                row.mediaType(),
                row.fileName(),
                row.bytes(),
                row.sha256(),
                row.author(),
                row.keptAt());
    }

    private static String named(String fileName) {
        var name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{C}]", "")
                .strip();
        return name.length() > MAX_NAME ? name.substring(name.length() - MAX_NAME) : name;
    }
}
