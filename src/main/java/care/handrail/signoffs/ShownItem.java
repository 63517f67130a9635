package care.handrail.signoffs;

import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Staff;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.signoffs.store.SignOffTable;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows the signer what is to be signed, and remembers what was shown: only that can be signed. */
@Component
class ShownItem implements LetterSource {

    private static final String FORM = "SignItem";
    private static final Map<String, DataClass> FIELDS = Map.of(
            "signedIdentity", DataClass.IDENTITY,
            "signedContact", DataClass.CONTACT,
            "signedClinical", DataClass.CLINICAL);

    private final SignedItems items;
    private final SignOffTable table;
    private final Clock clock;

    ShownItem(SignedItems items, SignOffTable table, Clock clock) {
        this.items = items;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public boolean supplies(String form, String field) {
        return form.equals(FORM) && FIELDS.containsKey(field);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        var values = new HashMap<String, Object>();
        table.find(key.episodeId()).ifPresent(signOff -> {
            var shown = items.shown(signOff.kind(), signOff.itemId());
            var parts = new EnumMap<DataClass, Map<String, String>>(DataClass.class);
            // What the engine may carry is no secret of anybody who sees the work item.
            shown.forEach((dataClass, texts) -> parts.computeIfAbsent(
                            dataClass == DataClass.OPERATIONAL ? DataClass.CLINICAL : dataClass,
                            any -> new LinkedHashMap<>())
                    .putAll(texts));
            FIELDS.forEach((field, dataClass) -> {
                if (fields.contains(field) && classes.contains(dataClass)) {
                    values.put(field, inWords(parts.getOrDefault(dataClass, Map.of())));
                }
            });
            var complete = parts.keySet().stream().allMatch(classes::contains)
                    && FIELDS.keySet().stream().allMatch(fields::contains);
            if (complete) {
                CurrentStaff.get()
                        .map(Staff::userId)
                        .ifPresent(
                                person -> table.shown(signOff.id(), person, SignedItems.hash(shown), clock.instant()));
            }
        });
        return values;
    }

    private static String inWords(Map<String, String> parts) {
        return parts.isEmpty()
                ? "Nothing."
                : parts.entrySet().stream()
                        .map(part -> part.getKey() + ": " + part.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
