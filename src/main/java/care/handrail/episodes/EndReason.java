package care.handrail.episodes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why an episode ended before discharge; the codes are those of the variable {@code episodeOutcome}. */
public enum EndReason {
    /** The clinic does not offer what is needed and told the person where to go. */
    SIGNPOSTED,
    CLOSED_UNREACHABLE,
    /** Information that was asked for did not come. */
    CLOSED_NO_ANSWER,
    CLOSED_DECLINED,
    CLOSED_OTHER_SERVICE,
    /** A second enquiry of the same need, which goes on under another reference. */
    CLOSED_DUPLICATE,
    CLOSED_NOT_POSSIBLE,
    WITHDREW,
    DIED,
    MOVED;

    /** Returns the reason as diagrams and the API write it, for example {@code closed-duplicate}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the reason with the code; empty for any other text. */
    public static Optional<EndReason> ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /**
     * Returns the reasons for which the office can close an episode. The others are events of the patient's life, which a
     * second person confirms, or a decision of registration.
     */
    public static List<EndReason> ofTheOffice() {
        return Arrays.stream(values())
                .filter(reason -> reason.code().startsWith("closed-"))
                .toList();
    }
}
