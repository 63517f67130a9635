package care.handrail.shared;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** When a site is open in an ordinary week. */
final class OpeningHours {

    private static final Pattern SPAN = Pattern.compile("(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)");
    private static final String MIDNIGHT_AT_THE_END = "24:00";

    private final Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);

    /**
     * Reads what the configuration says.
     *
     * @param site code of the site, for the sentence of an error
     * @param written by weekday, for example {@code monday} and {@code 08:00-12:30, 13:30-18:00}; a weekday that is
     *     missing or empty is closed; {@code 24:00} is midnight at the end of the day
     */
    static OpeningHours parse(String site, Map<String, String> written) {
        var hours = new OpeningHours();
        written.forEach((name, spans) -> hours.week.put(weekday(site, name), spans(site, name, spans)));
        if (hours.week.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalStateException("The site '" + site + "' is closed all week: give it opening hours for at"
                    + " least one weekday (handrail.sites." + site + ".opening-hours).");
        }
        return hours;
    }

    private static DayOfWeek weekday(String site, String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The opening hours of the site '" + site + "' name a day '"
                        + name + "': write monday to sunday."));
    }

    private static List<Span> spans(String site, String day, String written) {
        var spans = new ArrayList<Span>();
        for (String part : written.split(",", -1)) {
            if (!part.isBlank()) {
                spans.add(span(site, day, part.strip()));
            }
        }
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).opens().isBefore(spans.get(i - 1).closesOrMidnight())) {
                throw wrong(site, day, written, "the spans have to follow each other");
            }
        }
        return List.copyOf(spans);
    }

    private static Span span(String site, String day, String written) {
        var match = SPAN.matcher(written);
        if (!match.matches()) {
            throw wrong(site, day, written, "write it like 08:00-18:30");
        }
        try {
            var opens = LocalTime.parse(match.group(1));
            boolean untilMidnight = MIDNIGHT_AT_THE_END.equals(match.group(2));
            var closes = untilMidnight ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(2));
            if (!untilMidnight && !opens.isBefore(closes)) {
                throw wrong(site, day, written, "the closing time has to be after the opening time");
            }
            return new Span(opens, closes, untilMidnight);
        } catch (DateTimeException e) {
            throw wrong(site, day, written, "write it like 08:00-18:30");
        }
    }

    private static IllegalStateException wrong(String site, String day, String written, String what) {
        return new IllegalStateException(
                "The opening hours of the site '" + site + "' on " + day + " are '" + written + "': " + what + ".");
    }

    /** Returns the stretches of time in which the site is open on an ordinary day of that date, in order. */
    List<Stretch> on(LocalDate day, ZoneId zone) {
        var stretches = new ArrayList<Stretch>();
        var openUntil = Instant.MIN;
        for (Span span : week.getOrDefault(day.getDayOfWeek(), List.of())) {
            var from = day.atTime(span.opens()).atZone(zone).toInstant();
            // An hour that comes twice in the night of the clock change counts twice.
            var to = span.untilMidnight()
                    ? day.plusDays(1).atStartOfDay(zone).toInstant()
                    : day.atTime(span.closes())
                            .atZone(zone)
                            .withLaterOffsetAtOverlap()
                            .toInstant();
            // Times that the clock change skips are moved on by Java and could run into the next span.
            from = from.isBefore(openUntil) ? openUntil : from;
            if (from.isBefore(to)) {
                stretches.add(new Stretch(from, to));
                openUntil = to;
            }
        }
        return stretches;
    }

    private record Span(LocalTime opens, LocalTime closes, boolean untilMidnight) {

        LocalTime closesOrMidnight() {
            return untilMidnight ? LocalTime.MAX : closes;
        }
    }

    /** Open from one instant (included) to another (excluded). */
    record Stretch(Instant from, Instant to) {}
}
