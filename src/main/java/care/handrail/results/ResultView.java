package care.handrail.results;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.records.Entry;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import care.handrail.results.store.Result;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows on the forms of orders and results who the patient is, what was ordered, and what earlier versions said. */
@Component
class ResultView implements LetterSource {

    /** Field of the start form of an order: what is to be tested, and why. */
    static final String ORDERED = "orderedTest";

    private static final Set<String> FORMS =
            Set.of("ReviewResult", "TellResult", "DecideUntold", "ChaseResult", "DecideOrder");

    private static final Set<String> IDENTITY =
            Set.of(LetterFields.GIVEN_NAME, LetterFields.SURNAME, LetterFields.DATE_OF_BIRTH, LetterFields.NHS_NUMBER);

    private static final Set<String> CONTACT = Set.of(LetterFields.PHONE, LetterFields.EMAIL);
    private static final String ORDER_TEXT = "orderText";
    private static final String EARLIER = "earlierReports";

    private final Results results;
    private final Records records;

    ResultView(Results results, Records records) {
        this.results = results;
        this.records = records;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form)
                && (IDENTITY.contains(field)
                        || CONTACT.contains(field)
                        || field.equals(ORDER_TEXT)
                        || field.equals(EARLIER));
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        var shown = new HashMap<String, Object>();
        var known = records.identityOf(key.patientId());
        known.forEach((field, value) -> {
            boolean visible = IDENTITY.contains(field) && classes.contains(DataClass.IDENTITY)
                    || CONTACT.contains(field) && classes.contains(DataClass.CONTACT);
            if (visible) {
                shown.put(field, value);
            }
        });
        if (classes.contains(DataClass.CLINICAL)) {
            var result = results.find(key.episodeId());
            var order = result.map(Result::chosenOrderId).orElse(Optional.of(key.episodeId()));
            order.map(id -> said(id, ORDERED))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> shown.put(ORDER_TEXT, text));
            result.map(this::earlier).filter(text -> !text.isEmpty()).ifPresent(text -> shown.put(EARLIER, text));
        }
        return shown;
    }

    private String earlier(Result result) {
        return results.otherVersions(result).stream()
                .sorted(Comparator.comparing(Result::issuedAt).reversed())
                .map(other -> said(other.getId(), SentReport.REPORT))
                .collect(Collectors.joining("\n\n"));
    }

    private String said(String id, String field) {
        return records.entries(id, Set.of(DataClass.CLINICAL)).stream()
                .map(Entry::values)
                .filter(values -> values.containsKey(field))
                .map(values -> String.valueOf(values.get(field)))
                .reduce("", (first, newer) -> newer);
    }
}
