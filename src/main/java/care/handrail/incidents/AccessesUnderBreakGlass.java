package care.handrail.incidents;

import care.handrail.access.CareRelationship;
import care.handrail.access.CareTeams;
import care.handrail.access.DataClass;
import care.handrail.audit.AuditTrail;
import care.handrail.audit.AuditTrail.Act;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows the reviewer what the person opened and did while the break-glass access lasted, whichever patient it was. */
@Component
class AccessesUnderBreakGlass implements LetterSource {

    private static final Set<String> FORMS = Set.of("ReviewBreakGlass", "SettleIncident");
    private static final String FIELD = "breakGlassAccesses";

    private static final int MOST = 200;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final CareTeams careTeams;
    private final AuditTrail trail;
    private final Clock clock;

    AccessesUnderBreakGlass(CareTeams careTeams, AuditTrail trail, Clock clock) {
        this.careTeams = careTeams;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && field.equals(FIELD);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        return careTeams
                .from(key.episodeId())
                .filter(access -> fields.contains(FIELD) && classes.contains(DataClass.AUDIT_TRAIL))
                .<Map<String, Object>>map(access -> Map.of(FIELD, inWords(access)))
                .orElse(Map.of());
    }

    private String inWords(CareRelationship access) {
        var until = Objects.requireNonNull(access.endsAt());
        // One more tells that there are more.
        var acts = trail.actsOf(access.userId(), access.startedAt(), until, MOST + 1);
        var lines = new ArrayList<String>();
        lines.add("From %s to %s%s".formatted(MOMENT.format(access.startedAt()), MOMENT.format(until), lasting(until)));
        acts.stream().limit(MOST).forEach(act -> lines.add(line(act, access.patientId())));
        if (acts.isEmpty()) {
            lines.add("Nothing was opened or done.");
        } else if (acts.size() > MOST) {
            lines.add("There is more than these " + MOST + ": export the audit trail to see all of it.");
        }
        return String.join("\n", lines);
    }

    private String lasting(Instant until) {
        return clock.instant().isBefore(until) ? ": it still lasts, so open this again later." : ".";
    }

    private static String line(Act act, String patientId) {
        var whose = act.patientId() == null
                ? ""
                : act.patientId().equals(patientId) ? ", this patient" : ", patient " + act.patientId();
        var refused = act.outcome().equals("REFUSED") ? ", refused" : "";
        return TIME.format(act.happenedAt()) + "  "
                + act.kind().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + act.object() + ")" + whose + refused;
    }
}
