package care.handrail.records.store;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterStore;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the letter fields of forms as entries, one for each class of data, and half-filled forms as drafts. */
@Component
class Letters implements LetterStore {

    private final DataKeys keys;
    private final EntryTable entries;
    private final SearchTermTable terms;
    private final DraftTable drafts;
    private final Clock clock;

    Letters(DataKeys keys, EntryTable entries, SearchTermTable terms, DraftTable drafts, Clock clock) {
        this.keys = keys;
        this.entries = entries;
        this.terms = terms;
        this.drafts = drafts;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void write(LetterKey key, Map<DataClass, Map<String, Object>> values, String author) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var all = new LinkedHashMap<String, Object>();
        var rows = new ArrayList<EntryRow>();
        var contents = new ArrayList<byte[]>();
        var valuesByEntry = new LinkedHashMap<String, Map<String, Object>>();
        new TreeMap<>(values).forEach((dataClass, fields) -> {
            if (dataClass == DataClass.OPERATIONAL) {
                throw new IllegalArgumentException("Operational values belong to the engine, not to the records.");
            }
            if (!fields.isEmpty()) {
                var kept = Content.keepable(fields);
                var row = new EntryRow(
                        Ids.next(),
                        1,
                        key.patientId(),
                        key.episodeId(),
                        key.form(),
                        key.workItemId(),
                        dataClass,
                        String.join(",", kept.keySet()),
                        author,
                        now);
                all.putAll(kept);
                rows.add(row);
                contents.add(Content.write(kept));
                valuesByEntry.put(row.entryId(), kept);
            }
        });
        if (!rows.isEmpty()) {
            Content.requireFits(contents, all);
            entries.add(keys.ofPatient(key.patientId()), rows, contents);
            terms.add(key.patientId(), valuesByEntry);
        }
        if (!isStartForm(key)) {
            drafts.discard(key.workItemId());
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Object> latest(String patientId, String episodeId, Set<String> fields, Set<DataClass> classes) {
        return fields.isEmpty() || classes.isEmpty() ? Map.of() : entries.newest(patientId, episodeId, fields, classes);
    }

    @Override
    @Transactional
    public void saveDraft(LetterKey key, Map<String, Object> values, String author) {
        var kept = Content.keepable(values);
        var content = Content.write(kept);
        Content.requireFits(Set.of(content), kept);
        drafts.save(key, author, content);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Object> draft(LetterKey key, String author) {
        return drafts.find(key, author).map(Content::read).orElse(Map.of());
    }

    @Override
    @Transactional(readOnly = true)
    public boolean hasDraft(String workItemId, String author) {
        return drafts.exists(workItemId, author);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Instant> draftsSaved(Collection<String> workItemIds) {
        return drafts.saved(workItemIds);
    }

    @Override
    @Transactional
    public void handDraftsOn(String workItemId, String toWorkItemId) {
        drafts.handOn(workItemId, toWorkItemId);
    }

    /** A start form has no work item yet, and so no draft. */
    private static boolean isStartForm(LetterKey key) {
        return key.workItemId().equals(key.episodeId());
    }
}
