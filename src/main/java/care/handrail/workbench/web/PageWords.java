package care.handrail.workbench.web;

import care.handrail.access.Role;
import care.handrail.consent.ConsentView.Line;
import care.handrail.consent.ConsentView.Standing;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Says what holds for a purpose for which data may be used. */
    public String consent(Standing purpose) {
        boolean inPart =
                purpose.inForce().stream().noneMatch(line -> line.recipient() == null && line.channel() == null);
        return switch (purpose.state()) {
            case "allowed-by-law" ->
                purpose.inForce().isEmpty()
                        ? "Allowed; it needs no consent."
                        : "Allowed without consent, except for what is refused here.";
            case "agreed" -> inPart ? "Agreed in part only." : "Agreed.";
            case "refused" -> "Refused. Do not do it.";
            default -> "Not agreed. Ask for consent first.";
        };
    }

    /** Says what was said, for example "No to letter. Said by the patient, in person, on 3 May 2026, 10:00." */
    public String said(Line line) {
        var of = Stream.of(line.recipient(), line.channel())
                .filter(Objects::nonNull)
                .map(code -> lower(of(code)))
                .collect(Collectors.joining(", by "));
        return "%s%s. Said by %s, %s, on %s."
                .formatted(
                        line.kind().equals("deny") ? "No" : "Yes",
                        of.isEmpty() ? "" : " to " + of,
                        line.performer().equals("patient") ? "the patient" : "the patient's " + line.performer(),
                        lower(of(line.way())),
                        moment(line.recordedAt()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Returns what staff call a queue. */
    public String queue(String group) {
        return Role.ofGroup(group).map(Role::label).orElse(group);
    }
}
