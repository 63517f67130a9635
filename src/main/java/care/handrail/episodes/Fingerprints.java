package care.handrail.episodes;

import static care.handrail.episodes.CompleteEnquiry.blank;

import care.handrail.records.Records;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Tells a repeated sending from another one without keeping what was sent. */
@Component
class Fingerprints {

    private final Records records;

    Fingerprints(Records records) {
        this.records = records;
    }

    /**
     * Returns the same keyed fingerprints for the same values, whatever their order; blank values count as absent. The
     * first one is to be kept, see {@link Records#fingerprints}.
     */
    List<String> of(Pathway pathway, Map<String, Object> values) {
        var text = new StringBuilder(pathway.processId());
        new TreeMap<>(values).forEach((key, value) -> {
            if (!blank(value)) {
                // With the length, so that no value can pretend to be the next key.
                var written = value.toString();
                text.append('\n')
                        .append(key)
                        .append(' ')
                        .append(written.length())
                        .append(' ')
                        .append(written);
            }
        });
        return records.fingerprints(text.toString());
    }
}
