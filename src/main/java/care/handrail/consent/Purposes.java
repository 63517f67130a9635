package care.handrail.consent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What data is used for and why it may be, as the governance lead keeps it in {@code consent/purposes.yaml}. */
public final class Purposes {

    private static final String FILE = "/consent/purposes.yaml";

    private final Map<String, Purpose> purposes;
    private final Map<Performer, Rule> rules = new EnumMap<>(Performer.class);
    private final String recordStays;

    private Purposes(Source source) {
        purposes = source.purposes();
        recordStays = source.recordStays();
        for (var performer : Performer.values()) {
            var rule = source.performers().get(performer.code());
            if (rule == null) {
                throw new IllegalStateException(FILE + ": the performer " + performer.code() + " is missing.");
            }
            rules.put(performer, rule);
        }
    }

    /** Reads the file that is shipped. */
    public static Purposes shipped() {
        try (InputStream in = Objects.requireNonNull(Purposes.class.getResourceAsStream(FILE), FILE)) {
            return new Purposes(new YAMLMapper().readValue(in, Source.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the purposes by code, in the order of the file. */
    public Map<String, Purpose> all() {
        return purposes;
    }

    public Optional<Purpose> find(String code) {
        return Optional.ofNullable(purposes.get(code));
    }

    /** Returns what everybody is told who withdraws something. */
    public String recordStays() {
        return recordStays;
    }

    /** Returns who may decide, and under which conditions. */
    public Rule rule(Performer performer) {
        return Objects.requireNonNull(rules.get(performer));
    }

    /**
     * A purpose.
     *
     * @param lawfulBasis UK GDPR Article 6(1), as a code
     * @param condition UK GDPR Article 9(2), as a code
     * @param scope as FHIR's Consent names it
     * @param recipients whom it may be done towards at all
     * @param channels by what way it may be done at all
     * @param stops what stops when the patient says no, for the patient
     * @param stays what does not, for the patient
     */
    public record Purpose(
            String label,
            String scope,
            String lawfulBasis,
            String condition,
            boolean consentNeeded,
            Refusal refusal,
            List<String> recipients,
            List<String> channels,
            String stops,
            String stays) {}

    /** How much of a purpose a patient may say no to. */
    public enum Refusal {
        @JsonProperty("whole")
        WHOLE,
        /** To a recipient or a channel. */
        @JsonProperty("part")
        PART,
        @JsonProperty("none")
        NONE
    }

    /**
     * Who may decide.
     *
     * @param label in a sentence, for example {@code a parent}
     * @param from age of the patient from which this person may agree; null for any
     * @param until age of the patient at which this person's word counts no more; null for none
     * @param with what shows that this person may decide, as codes; empty when nothing has to be seen
     * @param youngerWith what lets a patient below {@code from} agree all the same; null for nothing
     */
    public record Rule(
            String label,
            @Nullable Integer from,
            @Nullable Integer until,
            @Nullable List<String> with,
            @Nullable String youngerWith) {

        /** Tells whether this person's word may have lost its force with the patient's age. */
        boolean endsWithAge() {
            return until != null;
        }

        /** Tells whether what this person agreed to still counts. Nothing does when the age is not known. */
        boolean stillCounts(@Nullable Integer age) {
            return until == null || (age != null && age < until);
        }

        /** Returns one sentence that says why this person may not say no; empty when they may. */
        Optional<String> problemOfDeny(@Nullable String authority, @Nullable Integer age) {
            if (with != null && !with.contains(String.valueOf(authority))) {
                return Optional.of("Say what you have seen that shows that %s may decide: %s."
                        .formatted(label, String.join(" or ", with)));
            }
            if (until != null && age != null && age >= until) {
                return Optional.of("The patient is %d or older and decides alone: ask the patient.".formatted(until));
            }
            return Optional.empty();
        }

        /** Returns one sentence that says why this person may not agree; empty when they may. */
        Optional<String> problemOfPermit(@Nullable String authority, @Nullable Integer age) {
            if (age == null && (from != null || until != null)) {
                return Optional.of("The patient's date of birth is not recorded, so nobody can tell who decides."
                        + " Record it first.");
            }
            if (from != null && age != null && age < from && !(youngerWith != null && youngerWith.equals(authority))) {
                return Optional.of("The patient is younger than %d, so %s cannot agree%s."
                        .formatted(
                                from,
                                label,
                                youngerWith == null
                                        ? ""
                                        : " alone. Ask a parent or guardian, or say " + youngerWith
                                                + " when a clinician has found the patient able to decide"));
            }
            return problemOfDeny(authority, age);
        }
    }

    /** The file. */
    record Source(Map<String, Purpose> purposes, String recordStays, Map<String, Rule> performers) {}
}
