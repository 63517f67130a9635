package care.handrail.episodes;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row of an import.
 *
 * @param reference reference of the episode; null when the row was refused
 * @param reason code: what is missing of a row that was held
 * @param problems why the row was refused, or what to mend of a row that was held: a sentence by column
 */
public record ImportedRow(
        Outcome outcome,
        @Nullable String reference,
        @Nullable String reason,
        Map<String, String> problems) {

    public ImportedRow {
        problems = Map.copyOf(problems);
    }

    /** How it ended. */
    public enum Outcome {
        /** Started its pathway. */
        ACCEPTED,
        /** Started its pathway as an incomplete enquiry, which reception completes. */
        HELD,
        /** Was imported before; nothing was changed. */
        ALREADY_THERE,
        /** Was not kept: the sentences say why. */
        REFUSED;

        /** Returns the outcome as the report writes it, for example {@code already-there}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static ImportedRow taken(Enquiries.Taken taken, EnquiryRow row) {
        if (!taken.isNew()) {
            return new ImportedRow(Outcome.ALREADY_THERE, taken.reference(), null, Map.of());
        }
        return row.reason()
                .map(code -> new ImportedRow(Outcome.HELD, taken.reference(), code, row.problems()))
                .orElseGet(() -> new ImportedRow(Outcome.ACCEPTED, taken.reference(), null, Map.of()));
    }

    /** Returns what became of a row that was not kept, with a sentence by column. */
    public static ImportedRow refused(Map<String, String> problems) {
        return new ImportedRow(Outcome.REFUSED, null, null, problems);
    }
}
