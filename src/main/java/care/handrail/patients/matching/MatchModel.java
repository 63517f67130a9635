package care.handrail.patients.matching;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the agreements of two persons after Fellegi and Sunter ("A Theory for Record Linkage", 1969): the score is
 * log2(M/U), where M is how often two records of one person agree like this and U how often two records of different
 * people do.
 *
 * <p>Different people are strangers or relatives: U = (1 − h) · U(strangers) + h · U(relatives). Relatives share
 * surname, address and telephone, so that none of these, nor all together, can make one person of two.
 *
 * <p>The shares are read from {@code patients/duplicate-model.yaml}, where they are explained.
 */
public final class MatchModel {

    private static final String FILE = "/patients/duplicate-model.yaml";

    private final Map<MatchField, Map<Agreement, Bits>> levels = new EnumMap<>(MatchField.class);
    private final double possible;
    private final double probable;
    private final double relatives;
    private final double exchangedNames;

    private MatchModel(Source source) {
        possible = source.possible();
        probable = source.probable();
        relatives = source.relatives();
        exchangedNames = log2(source.exchangedNames() / (1 - source.exchangedNames()));
        for (var field : MatchField.values()) {
            var shares = source.fields().get(field.code());
            if (shares == null) {
                throw new IllegalStateException(FILE + ": the field " + field.code() + " is missing.");
            }
            levels.put(field, bits(field, shares));
        }
    }

    /** Reads the model that is shipped. Fails with a sentence when a field is missing or its shares do not add up to 1. */
    public static MatchModel shipped() {
        try (InputStream in = Objects.requireNonNull(MatchModel.class.getResourceAsStream(FILE), FILE)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MatchModel read(InputStream in) throws IOException {
        return new MatchModel(new YAMLMapper().readValue(in, Source.class));
    }

    /** Compares two persons, with the same answer in either order. A field that one of them lacks says nothing. */
    public MatchScore score(Demographics one, Demographics other) {
        var straight = new EnumMap<MatchField, Agreement>(MatchField.class);
        for (var field : MatchField.values()) {
            var left = one.value(field);
            var right = other.value(field);
            if (left.isPresent() && right.isPresent()) {
                straight.put(field, Comparisons.compare(field, left.get(), right.get()));
            }
        }
        double score = score(straight);
        if (straight.containsKey(MatchField.SURNAME) && straight.containsKey(MatchField.GIVEN_NAME)) {
            // Nobody knows in which of the two the names were exchanged.
            var exchanged =
                    likelier(withNamesExchanged(one, other, straight), withNamesExchanged(other, one, straight));
            if (score(exchanged) + exchangedNames > score) {
                return result(score(exchanged) + exchangedNames, exchanged, true);
            }
        }
        return result(score, straight, false);
    }

    private MatchScore result(double score, Map<MatchField, Agreement> agreements, boolean exchanged) {
        var grade = score >= probable
                ? MatchScore.Grade.PROBABLE
                : score >= possible ? MatchScore.Grade.POSSIBLE : MatchScore.Grade.NONE;
        return new MatchScore(score, grade, Map.copyOf(agreements), exchanged);
    }

    private static Map<MatchField, Agreement> withNamesExchanged(
            Demographics one, Demographics other, Map<MatchField, Agreement> straight) {
        var exchanged = new EnumMap<>(straight);
        exchanged.put(
                MatchField.SURNAME,
                Comparisons.surnames(
                        one.value(MatchField.SURNAME).orElseThrow(),
                        other.value(MatchField.GIVEN_NAME).orElseThrow()));
        exchanged.put(
                MatchField.GIVEN_NAME,
                Comparisons.givenNames(
                        one.value(MatchField.GIVEN_NAME).orElseThrow(),
                        other.value(MatchField.SURNAME).orElseThrow()));
        return exchanged;
    }

    private Map<MatchField, Agreement> likelier(Map<MatchField, Agreement> one, Map<MatchField, Agreement> other) {
        return score(one) >= score(other) ? one : other;
    }

    private double score(Map<MatchField, Agreement> agreements) {
        double same = 0;
        double strangers = log2(1 - relatives);
        double related = log2(relatives);
        for (var entry : agreements.entrySet()) {
            var bits = Objects.requireNonNull(levels.get(entry.getKey())).get(entry.getValue());
            if (bits != null) {
                same += bits.m();
                strangers += bits.u();
                related += bits.r();
            }
        }
        double larger = Math.max(strangers, related);
        return same - larger - log2(Math.pow(2, strangers - larger) + Math.pow(2, related - larger));
    }

    private static Map<Agreement, Bits> bits(MatchField field, Map<String, Share> shares) {
        double m = 0;
        double u = 0;
        double r = 0;
        var bits = new EnumMap<Agreement, Bits>(Agreement.class);
        for (var agreement : Agreement.values()) {
            var share = shares.get(agreement.code());
            if (share != null) {
                m += share.m();
                u += share.u();
                r += share.related();
                bits.put(agreement, new Bits(log2(share.m()), log2(share.u()), log2(share.related())));
            }
        }
        for (double sum : new double[] {m, u, r}) {
            if (Math.abs(sum - 1) > 0.0001) {
                throw new IllegalStateException(FILE + ": the shares of " + field.code() + " add up to m = " + m
                        + ", u = " + u + ", r = " + r + "; each must be 1.");
            }
        }
        return bits;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** The file. */
    private record Source(
            double possible,
            double probable,
            double relatives,
            double exchangedNames,
            Map<String, Map<String, Share>> fields) {}

    /** How often a level is seen between records of one person, of strangers and of relatives (as u when null). */
    private record Share(double m, double u, @Nullable Double r) {

        double related() {
            return r == null ? u : r;
        }
    }

    /** A share's logarithms. */
    private record Bits(double m, double u, double r) {}
}
