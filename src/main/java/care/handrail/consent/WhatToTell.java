package care.handrail.consent;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows on forms what stops with a withdrawal, and by which ways the patient does not want to be reached. */
@Component
class WhatToTell implements LetterSource {

    private static final String WHAT_STOPS = "whatStops";
    private static final String WAYS_REFUSED = "waysRefused";

    private final Consents consents;
    private final Purposes purposes;

    WhatToTell(Consents consents, Purposes purposes) {
        this.consents = consents;
        this.purposes = purposes;
    }

    @Override
    public boolean supplies(String form, String field) {
        return field.equals(WHAT_STOPS) || field.equals(WAYS_REFUSED);
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
        return values;
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
