package care.handrail.records.store;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.InvalidFormException;
import care.handrail.records.AmendedMeanwhileException;
import care.handrail.records.Entry;
import care.handrail.records.RecordAmended;
import care.handrail.records.Records;
import care.handrail.records.SearchKind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads, amends and searches the entries. */
@Component
class StoredRecords implements Records {

    /** How many characters the reason of an amendment may have. */
    static final int MAX_REASON = 2_000;

    private static final Set<DataClass> WHO_AND_WHERE = Set.of(DataClass.IDENTITY, DataClass.CONTACT);

    private static final Logger LOG = LoggerFactory.getLogger(StoredRecords.class);

    private final DataKeys keys;
    private final MasterKeys master;
    private final EntryTable entries;
    private final SearchTermTable terms;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StoredRecords(
            DataKeys keys,
            MasterKeys master,
            EntryTable entries,
            SearchTermTable terms,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.keys = keys;
        this.master = master;
        this.entries = entries;
        this.terms = terms;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> entries(String episodeId, Set<DataClass> classes) {
        return classes.isEmpty() ? List.of() : entries.ofEpisode(episodeId, classes);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> everythingOf(String patientId, Set<DataClass> classes) {
        return classes.isEmpty() ? List.of() : entries.ofPatient(patientId, classes);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> versions(String entryId) {
        return entries.versions(entryId);
    }

    @Override
    @Transactional
    public Set<String> amend(String entryId, int version, Map<String, Object> changes, String reason, String author) {
        var changed = Content.keepable(changes);
        requireReason(reason);
        var patientId = entries.patientOf(entryId)
                .orElseThrow(() -> new IllegalArgumentException("There is no entry " + entryId + "."));
        keys.lock(patientId);
        var earlier = entries.versions(entryId);
        var newest = earlier.get(earlier.size() - 1);
        if (newest.version() != version) {
            throw new AmendedMeanwhileException();
        }
        var values = new LinkedHashMap<>(newest.values());
        values.putAll(changed);
        var content = Content.write(values);
        Content.requireFits(List.of(content), values);
        var row = new EntryRow(
                entryId,
                version + 1,
                newest.patientId(),
                newest.episodeId(),
                newest.form(),
                newest.workItemId(),
                newest.dataClass(),
                String.join(",", values.keySet()),
                author,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        var entryNo = entries.entryNo(entryId);
        try {
            entries.addAmendment(keys.ofPatient(row.patientId()), row, content, reason.strip(), entryNo);
        } catch (DuplicateKeyException e) {
            throw new AmendedMeanwhileException();
        }
        terms.replace(row.patientId(), entryId, values);
        audit.record(AuditEvent.of(AuditEvent.Kind.RECORD_AMENDED, row.patientId(), row.episodeId(), "entry:" + entryId)
                .withVersion(String.valueOf(row.version()))
                .with(row.dataClass().code() + ": " + String.join(",", new TreeSet<>(changed.keySet()))));
        announceAmended(row.patientId(), row.episodeId(), entryId);
        var later = entries.fieldsAfter(row.patientId(), entryNo);
        later.retainAll(changed.keySet());
        return later;
    }

    private void announceAmended(String patientId, String episodeId, String entryId) {
        events.publishEvent(new RecordAmended(patientId, episodeId, entryId));
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> findPatients(SearchKind kind, String value) {
        return candidates(Map.of(SearchTerms.fieldOf(kind), value), Set.of(kind), MAX_FOUND);
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> candidates(Map<String, ?> values, Set<SearchKind> anyOf, int limit) {
        requireAtMost(limit);
        var wanted = SearchTerms.wanted(values).stream()
                .filter(term -> anyOf.contains(term.kind()))
                .toList();
        return terms.patientsWithAny(wanted, limit);
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> findPatients(Map<String, ?> values, boolean nearly, int limit) {
        requireAtMost(limit);
        return terms.patientsWithAll(SearchTerms.allOf(values, nearly), limit);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Object> identityOf(String patientId) {
        return entries.newest(Set.of(patientId), WHO_AND_WHERE, (id, unreadable) -> {
                    throw unreadable;
                })
                .getOrDefault(patientId, Map.of());
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Map<String, Object>> readableIdentities(Collection<String> patientIds) {
        requireAtMost(patientIds.size());
        if (patientIds.isEmpty()) {
            return Map.of();
        }
        var unreadable = new HashSet<String>();
        var readable = entries.newest(patientIds, WHO_AND_WHERE, (id, e) -> {
            unreadable.add(id);
            LOG.error("Patient {}: {}", id, e.getMessage());
        });
        readable.keySet().removeAll(unreadable);
        return readable;
    }

    @Override
    public List<String> fingerprints(String text) {
        return master.all().stream()
                .map(key -> HexFormat.of().formatHex(key.fingerprint(text)))
                .toList();
    }

    private static void requireAtMost(int count) {
        if (count > MAX_FOUND) {
            throw new IllegalArgumentException("At most " + MAX_FOUND + " patients at a time, not " + count + ".");
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new InvalidFormException(Map.of("reason", "Say why the entry is amended."));
        }
        if (reason.length() > MAX_REASON) {
            throw new InvalidFormException(
                    Map.of("reason", "The reason is too long: at most " + MAX_REASON + " characters. Shorten it."));
        }
    }
}
