package care.handrail.testing;

import care.handrail.pathways.model.FormField;
import care.handrail.pathways.model.FormModel;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Fills forms in as a diligent person would, so that a test names only the answers that it is about. */
public final class FormFiller {

    private FormFiller() {}

    /** Returns the given answers with a plausible one for every other field that is shown and needed. */
    public static Map<String, Object> needed(FormModel form, Map<String, Object> given) {
        return fill(form, given, field -> field.limits().required(), FormFiller::plausible);
    }

    /**
     * Returns the given answers with one for every other field that is shown and can be written.
     *
     * @param own what the caller puts into a field; something plausible where it is empty
     */
    public static Map<String, Object> everything(
            FormModel form, Map<String, Object> given, Function<FormField, Optional<Object>> own) {
        return fill(form, given, field -> true, field -> own.apply(field).orElseGet(() -> plausible(field)));
    }

    private static Map<String, Object> fill(
            FormModel form,
            Map<String, Object> given,
            Predicate<FormField> wanted,
            Function<FormField, Object> answer) {
        var values = new LinkedHashMap<String, Object>(given);
        form.fields().stream()
                .filter(field -> !field.ignored() && !values.containsKey(field.key()))
                .filter(wanted)
                .filter(field -> !field.isHidden(values))
                .forEach(field -> values.put(field.key(), answer.apply(field)));
        return values;
    }

    private static Object plausible(FormField field) {
        return switch (field.type()) {
            case SELECT, RADIO -> field.options().get(0);
            case CHECKBOX -> true;
            case NUMBER ->
                field.limits().min() == null ? 1L : field.limits().min().longValue();
            case DATE ->
                field.key().equals("dateOfBirth")
                        ? "1980-05-31"
                        : today().plusDays(7).toString();
            case TIME -> "09:30";
            case DATETIME -> today().plusDays(7) + "T09:30";
            case TEXTFIELD, TEXTAREA -> plausibleText(field);
        };
    }

    private static String plausibleText(FormField field) {
        return switch (field.key()) {
            case "nhsNumber" -> "9990000018";
            case "phone", "contactPhone" -> "01632 960001";
            case "email" -> "made.up@example.org";
            case "postcode" -> "ZZ9 9ZZ";
            default -> "Made up";
        };
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(EngineClock.now(), ZoneOffset.UTC);
    }
}
