package care.handrail.canary;

import care.handrail.access.DataClass;
import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import care.handrail.testing.FormFiller;
import care.handrail.testing.paths.Models;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts marks into forms, and knows which personal fields of the shipped forms have had none yet. */
final class Planting {

    /** Leads to the hold-up, and from there back to the step. */
    private static final String HELD_UP = "cannot-go-on";

    private static final Models MODELS = Models.ofProduct();

    private final Marks marks;
    private final Set<String> planted = new TreeSet<>();
    private final Map<String, String> codes = new TreeMap<>();

    Planting(Marks marks) {
        this.marks = marks;
    }

    /** Returns a shipped form. */
    static FormModel form(String id) {
        return FormModel.read(id + ".form", MODELS.form(id).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns every shipped form. */
    static Stream<FormModel> forms() {
        return MODELS.files().keySet().stream()
                .filter(file -> file.endsWith(".form"))
                .map(file -> form(file.substring(file.indexOf('/') + 1, file.length() - ".form".length())));
    }

    /** Returns {@code Form.field} for every field of a shipped form that takes something personal. */
    static Set<String> personalFields() {
        var fields = new TreeSet<String>();
        forms().forEach(form ->
                form.fields().stream().filter(Planting::isPersonal).forEach(field -> fields.add(name(form, field))));
        return fields;
    }

    /** Returns the given answers, with a mark in every personal field that they show. */
    Map<String, Object> fill(FormModel form, Map<String, Object> given) {
        var filled = marked(form, given);
        filled.forEach((key, value) -> form.field(key)
                .filter(Planting::isPersonal)
                .ifPresent(field -> {
                    planted.add(name(form, field));
                    if (!field.options().isEmpty()) {
                        codes.put(name(form, field), value.toString());
                    }
                }));
        return filled;
    }

    private Map<String, Object> marked(FormModel form, Map<String, Object> given) {
        var operational = new LinkedHashMap<>(given);
        form.fields().stream().filter(Planting::isPersonal).forEach(field -> operational.remove(field.key()));
        return FormFiller.everything(
                form,
                operational,
                field -> isPersonal(field) ? Optional.of(marks.valueFor(field, name(form, field))) : Optional.empty());
    }

    /**
     * Returns answers with which the form shows a personal field that had no mark yet.
     *
     * @param leadingOn tried before what would lead elsewhere; what leads back to this form is tried even before
     */
    Optional<Map<String, Object>> toPlant(FormModel form, Map<String, Object> leadingOn) {
        var open = form.fields().stream()
                .filter(field -> isPersonal(field) && !planted.contains(name(form, field)))
                .map(FormField::key)
                .collect(Collectors.toSet());
        var others = form.fields().stream()
                .filter(field -> !field.ignored() && !isPersonal(field))
                .flatMap(field -> field.options().stream().map(option -> Map.<String, Object>of(field.key(), option)))
                .toList();
        return Stream.of(
                        others.stream().filter(answer -> answer.containsValue(HELD_UP)),
                        Stream.of(leadingOn),
                        others.stream())
                .flatMap(answers -> answers)
                .filter(answer -> !Collections.disjoint(
                        open,
                        FormFiller.everything(form, answer, field -> Optional.empty())
                                .keySet()))
                .findFirst();
    }

    /** Returns {@code Form.field} of what has had a mark. */
    Set<String> planted() {
        return planted;
    }

    /** Returns what was chosen in the personal fields that offer a choice. */
    Map<String, String> codes() {
        return codes;
    }

    private static boolean isPersonal(FormField field) {
        return field.dataClass() != DataClass.OPERATIONAL && !field.ignored();
    }

    private static String name(FormModel form, FormField field) {
        return form.id() + "." + field.key();
    }
}
