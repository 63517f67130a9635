package care.handrail.correspondence;

import care.handrail.access.DataClass;
import care.handrail.correspondence.Composer.CannotComposeException;
import care.handrail.correspondence.Composer.Composed;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows whoever prints a letter, or sorts out what was not delivered, what it says, where it goes and what went wrong. */
@Component
class LettersInWorkItems implements LetterSource {

    private static final String PATIENT = "letterPatient";
    private static final String PROBLEM = "letterProblem";

    private static final String OVERTAKEN =
            " It is not wanted any more, because something else was decided since, and is not"
                    + " sent again. If it has arrived, ask the clinician what the recipient is to be told.";

    private static final Set<String> FORMS = Set.of("PrintLetter", "PrintClinicalLetter", "SortOutUndelivered");
    private static final Set<String> FIELDS = Set.of(PATIENT, PROBLEM, Sender.TEXT, Sender.ADDRESS);

    private static final Map<String, String> IN_WORDS = Map.ofEntries(
            Map.entry("server-unreachable", "The mail server or gateway could not be reached for hours."),
            Map.entry("server-busy", "The mail server or gateway did not take it for hours."),
            Map.entry("address-refused", "The other side says that there is no such address."),
            Map.entry("content-refused", "The other side does not take this message."),
            Map.entry("address-missing", "No address for this way is recorded, or it is not one."),
            Map.entry("content-missing", "Something that it has to say is not recorded."),
            Map.entry("document-missing", "A document that goes with it is not there any more."),
            Map.entry("template-missing", "The text for this way is not there any more."),
            Map.entry("cannot-be-posted", "Whoever was to post it says that it cannot be posted."),
            Map.entry("no-answer", "It was handed over, and no answer came back."),
            Map.entry("sender-stopped", "The program was stopped while it was handed over."),
            Map.entry("bounced", "It went out, and came back as undeliverable."),
            Map.entry("internal", "A fault in the program. Tell whoever looks after it; the log says more."));

    private final DispatchTable table;
    private final Composer composer;
    private final Records records;

    LettersInWorkItems(DispatchTable table, Composer composer, Records records) {
        this.table = table;
        this.composer = composer;
        this.records = records;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && FIELDS.contains(field);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        return table.find(key.episodeId())
                .<Map<String, Object>>map(dispatch -> {
                    var values = new HashMap<String, Object>();
                    if (classes.contains(DataClass.IDENTITY)) {
                        values.put(PATIENT, who(dispatch));
                    }
                    if (classes.contains(DataClass.CONTACT)) {
                        values.put(PROBLEM, problem(dispatch));
                        putLetter(dispatch, classes, values);
                    }
                    values.keySet().retainAll(fields);
                    return values;
                })
                .orElse(Map.of());
    }

    private static String problem(Dispatch dispatch) {
        var words = IN_WORDS.getOrDefault(String.valueOf(dispatch.problem()), "");
        return dispatch.isOvertaken() ? (words + OVERTAKEN).strip() : words;
    }

    private void putLetter(Dispatch dispatch, Set<DataClass> classes, Map<String, Object> values) {
        try {
            Composed letter = composer.compose(dispatch, dispatch.channel());
            values.put(Sender.ADDRESS, address(dispatch, letter));
            if (classes.containsAll(letter.classes())) {
                values.put(Sender.TEXT, letter.text());
            }
        } catch (CannotComposeException e) {
            values.put(Sender.ADDRESS, IN_WORDS.getOrDefault(String.valueOf(e.getMessage()), ""));
        }
    }

    private static String address(Dispatch dispatch, Composed letter) {
        return switch (dispatch.channel()) {
            case "email" -> String.valueOf(letter.to().email());
            case "text-message" -> String.valueOf(letter.to().phone());
            default -> letter.envelope();
        };
    }

    private String who(Dispatch dispatch) {
        var identity = records.identityOf(dispatch.order().about().patientId());
        return Stream.of(LetterFields.GIVEN_NAME, LetterFields.SURNAME, LetterFields.DATE_OF_BIRTH)
                .map(identity::get)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }
}
