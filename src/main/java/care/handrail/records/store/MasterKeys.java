package care.handrail.records.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clinic's master keys: the primary one, which all that is new is written with, and those that still read. */
final class MasterKeys {

    private final Map<String, MasterKey> byId = new LinkedHashMap<>();
    private final MasterKey primary;

    MasterKeys(MasterKey primary, Collection<MasterKey> others) {
        this.primary = primary;
        byId.put(primary.id(), primary);
        others.forEach(key -> byId.putIfAbsent(key.id(), key));
    }

    MasterKey primary() {
        return primary;
    }

    /** Returns all of them, the primary one first. */
    List<MasterKey> all() {
        return List.copyOf(byId.values());
    }

    Optional<MasterKey> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
