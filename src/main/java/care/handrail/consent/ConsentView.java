package care.handrail.consent;

import care.handrail.consent.ConsentEntry.Kind;
import care.handrail.consent.Purposes.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A patient's consents for staff: what holds now, and everything that was recorded.
 *
 * @param standing one for each purpose, in the order of the list of purposes
 * @param history the newest first
 */
public record ConsentView(List<Standing> standing, List<Line> history) {

    /**
     * What holds for a purpose.
     *
     * @param state {@code allowed-by-law}, {@code agreed}, {@code not-agreed} or {@code refused}
     * @param inForce what was said and still holds; with a recipient or channel it speaks of that alone
     * @param alsoElsewhere whether something that holds was said under another registration of the same person, of which
     *     nothing is shown
     */
    public record Standing(
            String purpose,
            String label,
            String lawfulBasis,
            String condition,
            String state,
            List<Line> inForce,
            boolean alsoElsewhere) {

        static Standing of(String code, Purpose purpose, List<ConsentEntry> inForce, Set<String> shown) {
            boolean refused = inForce.stream().anyMatch(entry -> entry.kind() == Kind.DENY && isWhole(entry));
            boolean agreed = inForce.stream().anyMatch(entry -> entry.kind() == Kind.PERMIT);
            var state = refused
                    ? "refused"
                    : !purpose.consentNeeded() ? "allowed-by-law" : agreed ? "agreed" : "not-agreed";
            return new Standing(
                    code,
                    purpose.label(),
                    purpose.lawfulBasis(),
                    purpose.condition(),
                    state,
                    inForce.stream()
                            .filter(entry -> shown.contains(entry.patientId()))
                            .map(Line::of)
                            .toList(),
                    inForce.stream().anyMatch(entry -> !shown.contains(entry.patientId())));
        }

        private static boolean isWhole(ConsentEntry entry) {
            return entry.recipient() == null && entry.channel() == null;
        }
    }

    /**
     * One thing that was recorded.
     *
     * @param patientId under which registration of the person
     * @param kind {@code told}, {@code permit} or {@code deny}
     * @param recipient null for all
     * @param channel null for all
     * @param text for example {@code PrivacyNotice 1 (en)}; null when there was none
     */
    public record Line(
            String id,
            String patientId,
            String kind,
            String purpose,
            @Nullable String recipient,
            @Nullable String channel,
            @Nullable String text,
            @Nullable String textHash,
            String performer,
            @Nullable String authority,
            String way,
            String recordedBy,
            Instant recordedAt) {

        static Line of(ConsentEntry entry) {
            var text = entry.text();
            return new Line(
                    entry.id(),
                    entry.patientId(),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.purpose(),
                    entry.recipient(),
                    entry.channel(),
                    text == null ? null : "%s %d (%s)".formatted(text.id(), text.version(), text.language()),
                    text == null ? null : text.hash(),
                    entry.performer().code(),
                    entry.authority(),
                    entry.way(),
                    entry.recordedBy(),
                    entry.recordedAt());
        }
    }
}
