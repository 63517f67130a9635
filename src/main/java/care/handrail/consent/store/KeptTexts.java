package care.handrail.consent.store;

import care.handrail.consent.ConsentText;
import care.handrail.consent.ConsentTexts;
import care.handrail.shared.StartRefusedException;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps every text beside the consents, so that what was given can be shown when its file has gone. The start is refused
 * when the file of a text that somebody was given says something else now.
 */
@Component
class KeptTexts {

    private static final String VERSION = " where text_id = ? and text_version = ? and text_language = ?";

    private final JdbcTemplate database;

    KeptTexts(JdbcTemplate database, ConsentTexts texts) {
        this.database = database;
        texts.all().forEach(this::keep);
    }

    private void keep(ConsentText text) {
        var kept = hash(text);
        if (kept.isEmpty()) {
            try {
                database.update(
                        "insert into hr_consent_text (text_id, text_version, text_language, text_hash, body)"
                                + " values (?, ?, ?, ?, ?)",
                        text.id(),
                        text.version(),
                        text.language(),
                        text.hash(),
                        text.body());
            } catch (DuplicateKeyException e) {
                keep(text); // another node started at the same moment
            }
        } else if (!kept.get(0).equals(text.hash())) {
            replace(text);
        }
    }

    private void replace(ConsentText text) {
        int given = database.queryForObject(
                "select count(*) from hr_consent" + VERSION, Integer.class, text.id(), text.version(), text.language());
        if (given > 0) {
            throw new StartRefusedException(
                    "The text %s, version %d (%s), has been given to patients and says something else now."
                            .formatted(text.id(), text.version(), text.language()),
                    "Put the old words back into its file in consent/texts, and write the new ones into a file with the"
                            + " next version. Then start again.");
        }
        database.update(
                "update hr_consent_text set text_hash = ?, body = ?" + VERSION,
                text.hash(),
                text.body(),
                text.id(),
                text.version(),
                text.language());
    }

    private List<String> hash(ConsentText text) {
        return database.queryForList(
                "select text_hash from hr_consent_text" + VERSION,
                String.class,
                text.id(),
                text.version(),
                text.language());
    }
}
