package care.handrail.consent;

import care.handrail.consent.ConsentEntry.Kind;
import care.handrail.consent.Purposes.Purpose;
import care.handrail.consent.Purposes.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a patient, or somebody on the patient's behalf, has said, and what follows from it now.
 *
 * <p>No is lifted only by a later yes that names all that the no named: who asks for no letters to the house is not
 * written to because of a later yes to the purpose as a whole.
 */
final class PatientConsents {

    private final Purposes purposes;
    private final List<ConsentEntry> said;

    /**
     * @param said in the order in which it was said
     * @param age of the patient today, asked for only when an answer hangs on it; null when it is not known
     */
    PatientConsents(Purposes purposes, List<ConsentEntry> said, Supplier<@Nullable Integer> age) {
        this.purposes = purposes;
        this.said = said.stream().filter(stillCounts(age)).toList();
    }

    private Predicate<ConsentEntry> stillCounts(Supplier<@Nullable Integer> age) {
        return entry -> {
            var rule = purposes.rule(entry.performer());
            return entry.kind() != Kind.PERMIT || !rule.endsWithAge() || rule.stillCounts(age.get());
        };
    }

    /** Tells whether the use is allowed. */
    Answer answer(Use use) {
        var found = purposes.find(use.purpose());
        if (found.isEmpty()
                || !found.get().recipients().contains(use.recipient())
                || !found.get().channels().contains(use.channel())) {
            return refused("No lawful basis is written down for this purpose, recipient and channel. Ask the clinical"
                    + " governance lead, who keeps the list of purposes.");
        }
        var purpose = found.get();
        if (purpose.refusal() == Refusal.NONE) {
            return lawful(purpose);
        }
        var spoken = said.stream().filter(entry -> entry.covers(use)).toList();
        var denied = spoken.stream()
                .filter(entry -> entry.kind() == Kind.DENY)
                .filter(deny ->
                        after(deny, spoken).noneMatch(later -> later.kind() == Kind.PERMIT && later.speaksOf(deny)))
                .findFirst();
        if (denied.isPresent()) {
            return new Answer(
                    false,
                    basis(denied.get()),
                    "The patient does not want this (%s). Only a new consent that names the same changes that."
                            .formatted(purpose.label()));
        }
        if (!purpose.consentNeeded()) {
            return lawful(purpose);
        }
        return spoken.stream()
                .filter(entry -> entry.kind() == Kind.PERMIT)
                .reduce((earlier, later) -> later)
                .map(permit ->
                        new Answer(true, basis(permit), "The patient has agreed (%s).".formatted(purpose.label())))
                .orElseGet(() -> refused("Nobody who may decide has agreed to this (%s). Ask for consent first."
                        .formatted(purpose.label())));
    }

    /** Returns what was said of the purpose and has not been replaced by something later, the newest first. */
    List<ConsentEntry> inForce(String purpose) {
        var holds = new ArrayList<ConsentEntry>();
        for (var entry : said) {
            if (entry.kind() != Kind.TOLD && entry.purpose().equals(purpose)) {
                holds.removeIf(earlier -> replaces(entry, earlier));
                holds.add(0, entry);
            }
        }
        return holds;
    }

    /** A yes does not replace a wider no: that goes on beside it for all that the yes does not name. */
    private static boolean replaces(ConsentEntry entry, ConsentEntry earlier) {
        boolean within = earlier.speaksOf(entry);
        return within && (entry.kind() == Kind.DENY || earlier.kind() == Kind.PERMIT || entry.speaksOf(earlier));
    }

    private static Stream<ConsentEntry> after(ConsentEntry entry, List<ConsentEntry> spoken) {
        return spoken.subList(spoken.indexOf(entry) + 1, spoken.size()).stream();
    }

    private static Answer lawful(Purpose purpose) {
        return new Answer(true, purpose.lawfulBasis(), "This needs no consent (%s).".formatted(purpose.label()));
    }

    private static Answer refused(String sentence) {
        return new Answer(false, "none", sentence);
    }

    private static String basis(ConsentEntry entry) {
        return "consent:" + entry.id();
    }
}
