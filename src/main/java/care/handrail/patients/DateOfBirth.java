package care.handrail.patients;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** The rules of a date of birth: a day of the calendar, not before 1900 and not in the future. */
public final class DateOfBirth {

    /** The first day that is believed; nobody alive was born before it. */
    public static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private DateOfBirth() {}

    /**
     * Reads an ISO date ({@code 1984-02-29}); empty when it breaks a rule.
     *
     * @param today the day up to which a birth is believed
     */
    public static Optional<LocalDate> parse(String text, LocalDate today) {
        try {
            return Optional.of(LocalDate.parse(text.strip()))
                    .filter(date -> !date.isBefore(EARLIEST) && !date.isAfter(today));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns one sentence that says which rule the text breaks; empty when it is a date of birth. */
    public static Optional<String> problem(String text, LocalDate today) {
        LocalDate date;
        try {
            date = LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            return Optional.of("This date of birth is not a day of the calendar: give it as year-month-day,"
                    + " for example 1984-02-29.");
        }
        if (date.isAfter(today)) {
            return Optional.of("The date of birth is in the future: check the year.");
        }
        if (date.isBefore(EARLIEST)) {
            return Optional.of("The date of birth is before 1900: check the year.");
        }
        return Optional.empty();
    }
}
