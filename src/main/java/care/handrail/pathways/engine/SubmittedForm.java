package care.handrail.pathways.engine;

import care.handrail.access.DataClass;
import care.handrail.pathways.FieldRule;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * A form's values after the server has checked and sorted them.
 *
 * <p>A field that was not sent at all is left as it is; one that was sent empty is emptied.
 *
 * @param operational what goes to the engine, by variable name; null where a person left the field empty
 * @param letter what goes to the letter store, by data class and key; an empty text where a person left the field empty
 */
record SubmittedForm(Map<String, @Nullable Object> operational, Map<DataClass, Map<String, Object>> letter) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    /** Stands for a value of a kind that no field of a form has, without looking at it. */
    private static final Object NOT_PLAIN = new Object();

    /**
     * Checks every value against the form's own rules and then the rooms' rules, and sorts them by data class.
     *
     * @param supplied tells which fields are shown by a room and left alone when they come back
     * @throws InvalidForm one sentence per field; none of them holds a value
     */
    static SubmittedForm of(
            FormModel form, Map<String, ?> submitted, Predicate<String> supplied, List<FieldRule> rules, Clock clock) {
        Map<String, @Nullable Object> values = plain(submitted);
        Map<String, String> problems = new LinkedHashMap<>();
        var checked = new SubmittedForm(new TreeMap<>(), new EnumMap<>(DataClass.class));
        LocalDate today = LocalDate.now(clock);
        for (FormField field : form.fields()) {
            if (field.ignored() || supplied.test(field.key())) {
                continue;
            }
            Object value = values.get(field.key());
            boolean empty = field.isEmpty(value);
            if (field.isHidden(values)) {
                if (!empty) {
                    problems.put(field.key(), field.notAskedFor());
                }
                continue;
            }
            Optional<String> problem = empty || value == null
                    ? field.missing()
                    : field.problem(value, today).or(() -> problem(rules, field.key(), value));
            problem.ifPresent(sentence -> problems.put(field.key(), sentence));
            if (problem.isEmpty() && values.containsKey(field.key())) {
                checked.sort(field, empty ? null : value, clock);
            }
        }
        unknown(form, values.keySet()).forEach(key -> problems.put(key, "The form has no field '" + key + "'."));
        if (!problems.isEmpty()) {
            throw new InvalidForm(problems);
        }
        return checked;
    }

    /** Returns the data classes that hold something. */
    Set<DataClass> classes() {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        classes.addAll(letter.keySet());
        if (!operational.isEmpty()) {
            classes.add(DataClass.OPERATIONAL);
        }
        return classes;
    }

    /**
     * Returns the values without the wrapping in which the engine's interfaces bring them.
     *
     * @param submitted null when nothing was sent at all
     */
    static Map<String, @Nullable Object> plain(@Nullable Map<String, ?> submitted) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (submitted == null) {
            return values;
        }
        for (String key : submitted.keySet()) {
            Object value = submitted instanceof VariableMap typed ? typed.getValueTyped(key) : submitted.get(key);
            if (value instanceof SerializableValue) {
                value = NOT_PLAIN;
            } else if (value instanceof TypedValue typed) {
                value = typed.getValue();
            }
            values.put(key, value);
        }
        return values;
    }

    /** Returns the keys that are no field of the form; one that does not look like a key is not repeated. */
    static List<String> unknown(FormModel form, Set<String> keys) {
        return keys.stream()
                .filter(key -> form.field(key).isEmpty())
                .map(key -> KEY.matcher(key).matches() ? key : "?")
                .distinct()
                .toList();
    }

    private void sort(FormField field, @Nullable Object value, Clock clock) {
        if (field.dataClass() == DataClass.OPERATIONAL) {
            operational.put(field.key(), value == null ? null : field.operationalValue(value, clock.getZone()));
        } else {
            letter.computeIfAbsent(field.dataClass(), dataClass -> new TreeMap<>())
                    .put(field.key(), value == null ? "" : field.letterValue(value));
        }
    }

    private static Optional<String> problem(List<FieldRule> rules, String key, Object value) {
        return rules.stream()
                .filter(rule -> rule.appliesTo(key))
                .flatMap(rule -> rule.problem(value).stream())
                .findFirst();
    }
}
