package care.handrail.patients.intake;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.records.Records;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Says in whose record a document lies, to whoever compares the two. */
@Component
class DocumentPatient implements LetterSource {

    private static final Set<String> FORMS = Set.of("ReadDocument", "CheckDocumentPatient");
    private static final String FIELD = "documentPatient";

    private final Records records;

    DocumentPatient(Records records) {
        this.records = records;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && field.equals(FIELD);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        if (!fields.contains(FIELD) || !classes.contains(DataClass.IDENTITY)) {
            return Map.of();
        }
        var known = records.identityOf(key.patientId());
        var words = Stream.of(
                        line(known, "", GIVEN_NAME, SURNAME),
                        line(known, "born ", DATE_OF_BIRTH),
                        line(known, "NHS number ", NHS_NUMBER))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return Map.of(FIELD, words.isEmpty() ? "Nothing is recorded of who this is." : words);
    }

    private static String line(Map<String, Object> known, String label, String... keys) {
        var words = Stream.of(keys)
                .map(key -> known.getOrDefault(key, "").toString().strip())
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? "" : label + words;
    }
}
