package care.handrail.pathways.engine;

import care.handrail.access.Action;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions.Permitted;
import care.handrail.access.Permissions.Subject;
import care.handrail.access.Staff;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts envelope and letter together again for whoever opens a form, as far as that person may see them. */
final class FormView {

    private final EngineParts parts;

    FormView(EngineParts parts) {
        this.parts = parts;
    }

    /** Returns the values that the person may see of the item's form now, and records the view. */
    Map<String, Object> of(OpenWorkItem item, Staff person) {
        Map<String, Object> shown = new LinkedHashMap<>();
        FormModel form = item.requireForm();
        boolean own = item.isAssignedTo(person);
        var permitted = permitted(item, person);
        for (FormField field : form.fields()) {
            if (field.dataClass() == DataClass.OPERATIONAL
                    && permitted.allows(DataClass.OPERATIONAL)
                    && field.recall()) {
                Object value = item.task().getExecution().getVariable(field.key());
                if (value != null) {
                    shown.put(field.key(), value);
                }
            }
        }
        if (own && item.hasPatient()) {
            letter(item, permitted.classes(), shown);
        }
        form.fields()
                .forEach(field -> shown.computeIfPresent(
                        field.key(),
                        (key, value) -> field.shownValue(value, parts.clock().getZone())));
        if (own && item.hasPatient()) {
            shown.putAll(draft(item, person, permitted));
        }
        parts.audit()
                .get()
                .record(item.event(Kind.FORM_VIEWED)
                        .withBasis(permitted.basis())
                        .with(codes(permitted.classes())));
        if (own) {
            Set<DataClass> withheld = classes(form);
            withheld.removeAll(permitted.classes());
            if (!withheld.isEmpty()) {
                parts.audit().get().refuse(item.event(Kind.ACCESS_REFUSED).with(codes(withheld)));
            }
        }
        return shown;
    }

    /** Returns what the person may see of the item's form: the envelope alone as long as somebody else may claim it. */
    Permitted permitted(OpenWorkItem item, Staff person) {
        Set<DataClass> asked = classes(item.requireForm());
        if (!item.isAssignedTo(person) || !item.hasPatient()) {
            asked.retainAll(Set.of(DataClass.OPERATIONAL));
        }
        return parts.permissions().get().ask(person, Action.VIEW, asked, Subject.inQueue(item.patientId()));
    }

    private static Set<DataClass> classes(FormModel form) {
        return form.fields().stream()
                .map(FormField::dataClass)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataClass.class)));
    }

    private void letter(OpenWorkItem item, Set<DataClass> visible, Map<String, Object> shown) {
        FormModel form = item.requireForm();
        Set<String> recalled = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        for (FormField field : form.fields()) {
            if (visible.contains(field.dataClass())) {
                if (field.dataClass() != DataClass.OPERATIONAL && field.recall()) {
                    recalled.add(field.key());
                }
                others.add(field.key());
            }
        }
        LetterKey key = item.letterKey();
        if (!recalled.isEmpty()) {
            Set<DataClass> classes = EnumSet.copyOf(visible);
            classes.remove(DataClass.OPERATIONAL);
            shown.putAll(parts.letters().get().latest(key.patientId(), key.episodeId(), recalled, classes));
        }
        for (var source : parts.letterSources().get()) {
            Set<String> supplied = others.stream()
                    .filter(field -> source.supplies(form.id(), field))
                    .collect(Collectors.toSet());
            if (!supplied.isEmpty()) {
                Map<String, Object> values = new HashMap<>(source.values(key, supplied, visible));
                values.keySet().retainAll(supplied);
                shown.putAll(values);
            }
        }
    }

    /** Returns the person's draft of an own work item, without what the person may not see. */
    Map<String, Object> draft(OpenWorkItem item, Staff person, Permitted permitted) {
        FormModel form = item.requireForm();
        Map<String, Object> draft = new LinkedHashMap<>(parts.letters().get().draft(item.letterKey(), person.userId()));
        draft.keySet()
                .removeIf(key -> form.field(key).isEmpty()
                        || form.field(key).get().ignored()
                        || isSupplied(form, key)
                        || !permitted.allows(form.field(key).get().dataClass()));
        return draft;
    }

    /** Tells whether a room shows the field's value, so that nobody can submit it. */
    boolean isSupplied(FormModel form, String key) {
        return parts.letterSources().get().stream().anyMatch(source -> source.supplies(form.id(), key));
    }

    /** Returns the codes of the classes, for the audit trail. */
    static String codes(Set<DataClass> classes) {
        return classes.stream().sorted().map(DataClass::code).collect(Collectors.joining(","));
    }
}
