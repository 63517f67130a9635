package care.handrail.consent;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.patients.PrivacyNotices;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The privacy notice of the registration: shows its text on the form, and keeps who was given which version. */
@Component
class RegistrationNotices implements PrivacyNotices, LetterSource {

    private static final String TEXT = "PrivacyNotice";
    private static final String FORM = "GivePrivacyNotice";
    private static final String FIELD = "noticeText";

    private final Consents consents;
    private final ConsentTexts texts;
    private final Clock clock;

    RegistrationNotices(Consents consents, ConsentTexts texts, Clock clock) {
        this.consents = consents;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public void given(String patientId, String episodeId, String language, String receiver, String way) {
        var performer = Performer.ofCode(receiver)
                .orElseThrow(() -> new IllegalStateException("Nobody is given a notice as " + receiver + "."));
        consents.told(patientId, episodeId, TEXT, language, new Consents.Said(performer, null, way));
    }

    @Override
    public boolean supplies(String form, String field) {
        return form.equals(FORM) && field.equals(FIELD);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        return Map.of(
                FIELD,
                texts.current(TEXT, LocalDate.now(clock)).stream()
                        .map(text -> "Version %d (%s), given since %s\n\n%s"
                                .formatted(text.version(), text.language(), text.effectiveFrom(), text.body()))
                        .collect(Collectors.joining("\n\n\n")));
    }
}
