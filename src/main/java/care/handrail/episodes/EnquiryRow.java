package care.handrail.episodes;

import static care.handrail.episodes.CompleteEnquiry.INCOMPLETE;
import static care.handrail.episodes.EpisodeVariables.ENQUIRY_STATE;
import static care.handrail.episodes.EpisodeVariables.INCOMPLETE_REASON;
import static care.handrail.episodes.EpisodeVariables.SERVICE_LINE;
import static care.handrail.episodes.EpisodeVariables.SITE;
import static care.handrail.episodes.EpisodeVariables.SOURCE;
import static care.handrail.episodes.EpisodeVariables.SOURCE_REFERENCE;

import care.handrail.patients.DateOfBirth;
import care.handrail.patients.NhsNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A row of an import on its way to an enquiry. What cannot be read is put aside as it was typed, so that nothing is lost
 * and the row is still an enquiry, if an incomplete one.
 */
final class EnquiryRow {

    /** Field that keeps what could not be read, a line for each value. */
    static final String AS_TYPED = "givenAsTyped";

    static final String PATHWAY = "pathway";

    /** Site of a row that does not say which. */
    private static final String USUAL_SITE = "north";

    private static final String NO_PATHWAY = "There is no such pathway: "
            + Arrays.stream(Pathway.values()).map(Pathway::processId).collect(Collectors.joining(", ")) + " are there.";

    /** Reasons, the one first that is most in the way. */
    private static final List<String> ORDER = List.of(
            "missing-surname",
            "missing-given-name",
            "missing-date-of-birth",
            "impossible-date",
            "invalid-nhs-number",
            "missing-contact",
            "unreadable-value");

    private static final Map<String, String> UNREADABLE =
            Map.of("dateOfBirth", "impossible-date", "nhsNumber", "invalid-nhs-number");

    /** A row is known by these: without them it could not be told from another one. */
    private static final Set<String> KEYS = Set.of(SOURCE.name(), SOURCE_REFERENCE.name());

    private final Map<String, String> readable;
    private final Map<String, Unreadable> putAside = new LinkedHashMap<>();

    /** A value as it was typed, and a sentence that says why it cannot be taken. */
    private record Unreadable(String typed, String problem) {}

    /** Reads the values of a row by column; {@code today} is the day up to which a birth is believed. */
    EnquiryRow(Map<String, String> given, LocalDate today) {
        readable = new LinkedHashMap<>(given);
        putAside("dateOfBirth", cell -> DateOfBirth.problem(cell, today));
        putAside("nhsNumber", NhsNumber::problem);
        putAside(PATHWAY, cell -> Pathway.of(cell).isPresent() ? Optional.empty() : Optional.of(NO_PATHWAY));
    }

    /**
     * Puts the fields aside that the form refuses, and tells whether any is left to put aside.
     *
     * @param refused a sentence by field
     */
    boolean putAside(Map<String, String> refused) {
        if (refused.isEmpty()
                || !readable.keySet().containsAll(refused.keySet())
                || refused.keySet().stream().anyMatch(KEYS::contains)) {
            return false;
        }
        refused.forEach((field, sentence) -> putAside(field, cell -> Optional.of(sentence)));
        return true;
    }

    /** Returns why the row is not a complete enquiry, as a reason code; empty when it is one. */
    Optional<String> reason() {
        var reasons = new ArrayList<String>();
        missing().values().forEach(missing -> reasons.add(missing.reason()));
        putAside.keySet().forEach(field -> reasons.add(UNREADABLE.getOrDefault(field, "unreadable-value")));
        return reasons.stream().min(Comparator.comparing(ORDER::indexOf));
    }

    /** Returns what to mend, a sentence by column; empty when the row is a complete enquiry. */
    Map<String, String> problems() {
        var problems = new LinkedHashMap<String, String>();
        missing().forEach((field, missing) -> problems.put(field, missing.asking() + "."));
        putAside.forEach((field, unreadable) -> problems.put(field, unreadable.problem()));
        return problems;
    }

    /** What was given but cannot be read is not missing. */
    private Map<String, CompleteEnquiry.Missing> missing() {
        var missing = CompleteEnquiry.missing(readable);
        missing.keySet().removeAll(putAside.keySet());
        return missing;
    }

    Pathway pathway() {
        return Optional.ofNullable(readable.get(PATHWAY)).flatMap(Pathway::of).orElse(Pathway.PATIENT);
    }

    /** Returns the start form's values. */
    Map<String, Object> form() {
        var form = new HashMap<String, Object>(readable);
        form.remove(PATHWAY);
        form.putIfAbsent(SOURCE.name(), "import");
        form.putIfAbsent(SITE.name(), USUAL_SITE);
        form.putIfAbsent(SERVICE_LINE.name(), pathway().usualServiceLine());
        reason().ifPresent(reason -> {
            form.put(ENQUIRY_STATE.name(), INCOMPLETE);
            form.put(INCOMPLETE_REASON.name(), reason);
        });
        if (!putAside.isEmpty()) {
            form.put(
                    AS_TYPED,
                    putAside.entrySet().stream()
                            .map(cell -> cell.getKey() + ": " + cell.getValue().typed())
                            .collect(Collectors.joining("\n")));
        }
        return form;
    }

    private void putAside(String field, Function<String, Optional<String>> problem) {
        Optional.ofNullable(readable.get(field))
                .ifPresent(cell -> problem.apply(cell).ifPresent(sentence -> {
                    readable.remove(field);
                    putAside.put(field, new Unreadable(cell, sentence));
                }));
    }
}
