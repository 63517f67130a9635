package care.handrail.pathways.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A form of a release: its fields by key, in the order in which people meet them. */
public final class FormModel {

    private final String id;
    private final Map<String, FormField> fields = new LinkedHashMap<>();

    FormModel(String id, List<FormField> fields) {
        this.id = id;
        fields.forEach(field -> this.fields.put(field.key(), field));
    }

    /**
     * Reads a {@code .form} file.
     *
     * @param file name within the release, for the sentences
     * @throws BrokenModelException when a field has no data class, is of a kind that the server cannot check, or repeats a key
     */
    public static FormModel read(String file, byte[] content) {
        return new FormReader(file).read(content);
    }

    /** Returns the id, which is the file's name without its ending. */
    public String id() {
        return id;
    }

    public Collection<FormField> fields() {
        return fields.values();
    }

    public Optional<FormField> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }
}
