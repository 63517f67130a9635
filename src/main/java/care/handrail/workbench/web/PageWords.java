package care.handrail.workbench.web;

import care.handrail.access.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says codes and moments as staff say them. */
public final class PageWords {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK);

    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])|-");

    private final Clock clock;

    PageWords(Clock clock) {
        this.clock = clock;
    }

    /** Returns a moment in the clinic's zone. */
    public String moment(@Nullable Instant moment) {
        return moment == null ? "" : MOMENT.format(moment.atZone(clock.getZone()));
    }

    public boolean isPast(@Nullable Instant moment) {
        return moment != null && moment.isBefore(clock.instant());
    }

    /** Returns {@code general-practice} and {@code GeneralPractice} as "General practice". */
    public String of(String code) {
        var words = NEXT_WORD.matcher(code).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Returns what staff call a queue. */
    public String queue(String group) {
        return Role.ofGroup(group).map(Role::label).orElse(group);
    }
}
