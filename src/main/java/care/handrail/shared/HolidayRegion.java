package care.handrail.shared;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a site is, as far as public holidays go.
 *
 * <p>The dates come from Jollyday, whose tables follow gov.uk/bank-holidays and, for the United States, the federal
 * holidays that every state keeps.
 */
public enum HolidayRegion {
    ENGLAND(HolidayCalendar.UNITED_KINGDOM, "eng"),
    WALES(HolidayCalendar.UNITED_KINGDOM, "wls"),
    SCOTLAND(HolidayCalendar.UNITED_KINGDOM, "sct"),
    NORTHERN_IRELAND(HolidayCalendar.UNITED_KINGDOM, "nir"),
    UNITED_STATES(HolidayCalendar.UNITED_STATES);

    private final HolidayCalendar country;
    private final String[] part;
    private final Map<Integer, Set<LocalDate>> years = new ConcurrentHashMap<>();

    HolidayRegion(HolidayCalendar country, String... part) {
        this.country = country;
        this.part = part;
    }

    /**
     * Tells whether the day is a public holiday. Where a substitute day is given for a holiday at the weekend, both
     * days count: a clinic that opens on Saturdays stays closed on a Christmas Day that falls on one.
     */
    public boolean isHoliday(LocalDate day) {
        return years.computeIfAbsent(day.getYear(), this::holidays).contains(day);
    }

    private Set<LocalDate> holidays(int year) {
        var manager = HolidayManager.getInstance(ManagerParameters.create(country));
        var days = new HashSet<LocalDate>();
        // The substitute day of a New Year's Day can lie in the year before.
        for (int from = year; from <= year + 1; from++) {
            for (var holiday : manager.getHolidays(Year.of(from), part)) {
                if (holiday.getType() != HolidayType.OBSERVANCE) {
                    days.add(holiday.getActualDate());
                    holiday.getObservedDate().ifPresent(days::add);
                }
            }
        }
        days.removeIf(day -> day.getYear() != year);
        return Set.copyOf(days);
    }
}
