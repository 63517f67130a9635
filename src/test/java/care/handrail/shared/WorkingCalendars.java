package care.handrail.shared;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Calendars for the tests of other rooms. */
public final class WorkingCalendars {

    private WorkingCalendars() {}

    /** Returns two English sites: {@code north}, open 08:00 to 18:00 on weekdays, and {@code south}, open at any time. */
    public static WorkingCalendar northAndSouth() {
        var weekdays = new HashMap<String, String>();
        for (String day : Set.of("monday", "tuesday", "wednesday", "thursday", "friday")) {
            weekdays.put(day, "08:00-18:00");
        }
        var always = new HashMap<String, String>();
        for (var day : DayOfWeek.values()) {
            always.put(day.name(), "00:00-24:00");
        }
        return new WorkingCalendar(Map.of("north", site("north", weekdays), "south", site("south", always)), "north");
    }

    private static Site site(String code, Map<String, String> hours) {
        return new Site(
                code,
                code,
                ZoneId.of("Europe/London"),
                HolidayRegion.ENGLAND,
                OpeningHours.parse(code, hours),
                Set.of());
    }
}
