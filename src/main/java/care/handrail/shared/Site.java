package care.handrail.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** A place where the clinic works, with its own opening hours and public holidays. */
public final class Site {

    private final String code;
    private final String name;
    private final ZoneId zone;
    private final HolidayRegion holidays;
    private final OpeningHours hours;
    private final Set<LocalDate> closedOn;

    Site(String code, String name, ZoneId zone, HolidayRegion holidays, OpeningHours hours, Set<LocalDate> closedOn) {
        this.code = code;
        this.name = name;
        this.zone = zone;
        this.holidays = holidays;
        this.hours = hours;
        this.closedOn = Set.copyOf(closedOn);
    }

    /** Returns the code that the variable {@code site} holds, for example {@code north}. */
    public String code() {
        return code;
    }

    /** Returns the name that people read. */
    public String name() {
        return name;
    }

    /** Returns the time zone in which the site's clocks run. */
    public ZoneId zone() {
        return zone;
    }

    /** Returns when the site is open on the day, in order; empty on a public holiday and on a day that it keeps closed. */
    List<OpeningHours.Stretch> open(LocalDate day) {
        return closedOn.contains(day) || holidays.isHoliday(day) ? List.of() : hours.on(day, zone);
    }

    LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }
}
