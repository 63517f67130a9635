package care.handrail.shared;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * Something that a room keeps and guards: it has an opaque id of the program's making, and of two people who change it at
 * the same moment the second one is refused.
 */
@MappedSuperclass
public abstract class Aggregate implements Persistable<String> {

    @Id
    private String id;

    @Version
    private @Nullable Long version;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Aggregate() {}

    protected Aggregate(String id) {
        this.id = id;
    }

    @Override
    public String getId() {
        return id;
    }

    /** Returns the number of the version that was read; what is changed now becomes the next. Empty for a new one. */
    public Optional<Long> version() {
        return Optional.ofNullable(version);
    }

    /** A new one is inserted without asking the database first whether it is there. */
    @Override
    public boolean isNew() {
        return version == null;
    }
}
