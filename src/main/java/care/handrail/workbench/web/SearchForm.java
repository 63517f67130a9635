package care.handrail.workbench.web;

import care.handrail.patients.PatientSearch.Asked;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the search page as they were typed.
 *
 * @param day of birth
 * @param month of birth, as a number
 * @param year of birth
 */
record SearchForm(
        @Nullable String surname,
        @Nullable String givenName,
        @Nullable String day,
        @Nullable String month,
        @Nullable String year,
        @Nullable String nhsNumber,
        @Nullable String phone) {

    static final SearchForm EMPTY = new SearchForm("", "", "", "", "", "", "");

    Asked asked() {
        return new Asked(surname, givenName, dateOfBirth(), nhsNumber, phone);
    }

    /** Returns an ISO date where day, month and year make one, and otherwise what says that they do not. */
    private String dateOfBirth() {
        if (Stream.of(day, month, year).allMatch(part -> part == null || part.isBlank())) {
            return "";
        }
        try {
            return String.format(Locale.ROOT, "%04d-%02d-%02d", number(year), number(month), number(day));
        } catch (NumberFormatException e) {
            return "no-date";
        }
    }

    private static int number(@Nullable String part) {
        return Integer.parseInt(part == null ? "" : part.strip());
    }

    /** Returns nothing of the person, because it would end up in logs. */
    @Override
    public String toString() {
        return "SearchForm";
    }
}
