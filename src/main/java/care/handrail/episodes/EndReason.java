package care.handrail.episodes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an episode ended before discharge. */
public enum EndReason {
    /** The clinic does not offer what is needed and told the person where to go. */
    SIGNPOSTED,
    /** Nobody could be reached, after the number of attempts that the pathway asks for. */
    UNREACHABLE,
    MISSING_INFORMATION,
    WITHDREW,
    DIED,
    MOVED,
    /** A second enquiry of the same need, which goes on under another reference. */
    DUPLICATE_ENQUIRY,
    OPENED_BY_MISTAKE,
    NO_LONGER_NEEDED;

    /** Returns the reason as diagrams and the API write it, for example {@code duplicate-enquiry}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the reason with the code; empty for any other text. */
    public static Optional<EndReason> ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
