package care.handrail.patients;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** Age as far as routing needs to know it: an administrative fact that does not tell the date of birth. */
public enum AgeBand {
    CHILD("child"),
    ADULT("adult"),
    OLDER_ADULT("older-adult"),
    UNKNOWN("unknown");

    private static final int ADULT_FROM = 18;
    private static final int OLDER_ADULT_FROM = 65;

    private final String code;

    AgeBand(String code) {
        this.code = code;
    }

    /** Returns the code that diagrams and decision tables use. */
    public String code() {
        return code;
    }

    /** Returns the band of a person on a day; {@code UNKNOWN} when the date of birth is null. */
    public static AgeBand of(@Nullable LocalDate born, LocalDate today) {
        if (born == null) {
            return UNKNOWN;
        }
        int years = Period.between(born, today).getYears();
        return years < ADULT_FROM ? CHILD : years < OLDER_ADULT_FROM ? ADULT : OLDER_ADULT;
    }
}
