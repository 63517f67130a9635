package care.handrail.episodes;

import care.handrail.access.DataClass;
import care.handrail.episodes.store.FollowOnActionTable;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows on the forms of a follow-on action whose it is and how to reach them, as the record has it now. */
@Component
class PatientOfAction implements LetterSource {

    private static final Set<String> FORMS = Set.of("DoClinicalAction", "DoOfficeAction", "DecideOwner");
    private static final Map<String, DataClass> FIELDS = Map.of(
            LetterFields.GIVEN_NAME, DataClass.IDENTITY,
            LetterFields.SURNAME, DataClass.IDENTITY,
            LetterFields.DATE_OF_BIRTH, DataClass.IDENTITY,
            LetterFields.NHS_NUMBER, DataClass.IDENTITY,
            LetterFields.PHONE, DataClass.CONTACT);

    private final FollowOnActionTable actions;
    private final Records records;

    PatientOfAction(FollowOnActionTable actions, Records records) {
        this.actions = actions;
        this.records = records;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && FIELDS.containsKey(field);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        return actions.find(key.episodeId())
                .<Map<String, Object>>map(action -> {
                    var shown = new HashMap<>(records.identityOf(action.patientId()));
                    shown.keySet().removeIf(field -> !fields.contains(field) || !classes.contains(FIELDS.get(field)));
                    return shown;
                })
                .orElse(Map.of());
    }
}
