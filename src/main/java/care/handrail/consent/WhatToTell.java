package care.handrail.consent;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows on forms what somebody is asked to agree to, what stops with a withdrawal, and by which ways the patient does not want to be reached. */
@Component
class WhatToTell implements LetterSource {

    private static final String WHAT_STOPS = "whatStops";
    private static final String WAYS_REFUSED = "waysRefused";
    private static final String DECLARATIONS = "declarations";
    private static final Set<String> FIELDS = Set.of(WHAT_STOPS, WAYS_REFUSED, DECLARATIONS);

    private final Consents consents;
    private final Purposes purposes;
    private final ConsentTexts texts;
    private final Clock clock;

    WhatToTell(Consents consents, Purposes purposes, ConsentTexts texts, Clock clock) {
        this.consents = consents;
        this.purposes = purposes;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FIELDS.contains(field);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        var values = new HashMap<String, Object>();
        if (fields.contains(WHAT_STOPS)) {
            consents.lastDenied(key.patientId(), key.episodeId())
                    .ifPresent(denied -> values.put(WHAT_STOPS, whatStops(denied)));
        }
        if (fields.contains(WAYS_REFUSED)) {
            var ways = consents.waysRefused(key.patientId());
            values.put(WAYS_REFUSED, ways.isEmpty() ? "None that we know of." : String.join(", ", ways));
        }
        if (fields.contains(DECLARATIONS)) {
            values.put(
                    DECLARATIONS,
                    texts.declarations(LocalDate.now(clock)).stream()
                            .map(text -> "%s - version %d (%s)\n\n%s"
                                    .formatted(label(text.purpose()), text.version(), text.language(), text.body()))
                            .collect(Collectors.joining("\n\n\n")));
        }
        return values;
    }

    private String label(String purpose) {
        return purposes.find(purpose).orElseThrow().label();
    }

    private String whatStops(ConsentEntry denied) {
        var purpose = purposes.find(denied.purpose()).orElseThrow();
        var only = denied.recipient() == null && denied.channel() == null
                ? ""
                : " (only: %s)"
                        .formatted(
                                denied.recipient() == null
                                        ? denied.channel()
                                        : denied.channel() == null
                                                ? denied.recipient()
                                                : denied.channel() + " to " + denied.recipient());
        return "%s%s\n\nWhat stops: %s\n\nWhat stays: %s %s\n\nYou can agree again at any time: we then ask for a new consent."
                .formatted(purpose.label(), only, purpose.stops(), purpose.stays(), purposes.recordStays());
    }
}
