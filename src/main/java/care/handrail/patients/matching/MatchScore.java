package care.handrail.patients.matching;

import java.util.Map;

/**
 * How likely it is that two descriptions are of one person.
 *
 * @param bits weight of the evidence: each bit doubles the odds
 * @param agreements what was compared, and how far it agreed; a missing field is absent
 * @param namesExchanged whether given name and surname agree only when one pair is exchanged
 */
public record MatchScore(double bits, Grade grade, Map<MatchField, Agreement> agreements, boolean namesExchanged) {

    /** Says that nothing was compared, because what is recorded of one of the two cannot be read. */
    public static final MatchScore UNREADABLE = new MatchScore(0, Grade.UNREADABLE, Map.of(), false);

    /** What a person is told. Software never decides that two records are of one person. */
    public enum Grade {
        UNREADABLE,
        NONE,
        POSSIBLE,
        PROBABLE
    }
}
