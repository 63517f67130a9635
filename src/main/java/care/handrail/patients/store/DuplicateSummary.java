package care.handrail.patients.store;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.patients.matching.Agreement;
import care.handrail.patients.matching.Demographics;
import care.handrail.patients.matching.MatchField;
import care.handrail.patients.matching.MatchModel;
import care.handrail.patients.matching.MatchScore;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows who looks alike to the person who decides. That each of them was looked at is audited. */
@Component
class DuplicateSummary implements LetterSource {

    static final String FORM = "DecideDuplicates";
    static final String FIELD = "duplicateSummary";

    private static final String UNREADABLE =
            "Cannot be compared: what is recorded of this patient cannot be read. Tell the"
                    + " system administrator, and do not decide about this one.";

    private final Records records;
    private final PossibleDuplicateTable duplicates;
    private final Audit audit;
    private final MatchModel model = MatchModel.shipped();

    DuplicateSummary(Records records, PossibleDuplicateTable duplicates, Audit audit) {
        this.records = records;
        this.duplicates = duplicates;
        this.audit = audit;
    }

    @Override
    public boolean supplies(String form, String field) {
        return form.equals(FORM) && field.equals(FIELD);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        var shown = duplicates.undecided(key.episodeId());
        if (!fields.contains(FIELD) || shown.isEmpty() || !classes.contains(DataClass.IDENTITY)) {
            return Map.of();
        }
        var ids = Stream.concat(Stream.of(key.patientId()), shown.stream().map(PossibleDuplicate::candidateId))
                .collect(Collectors.toSet());
        var letters = records.readableIdentities(ids);
        var patient = letters.get(key.patientId());
        var blocks = new ArrayList<String>();
        for (var duplicate : shown) {
            var letter = letters.get(duplicate.candidateId());
            blocks.add(duplicate.place() + ". "
                    + (patient == null || letter == null
                            ? UNREADABLE
                            : comparison(patient, letter, classes.contains(DataClass.CONTACT))));
            audit.record(
                    AuditEvent.of(AuditEvent.Kind.FORM_VIEWED, duplicate.candidateId(), key.episodeId(), "form:" + FORM)
                            .inWorkItem(key.workItemId())
                            .with("possible-duplicate"));
        }
        return Map.of(FIELD, String.join("\n\n", blocks));
    }

    /** Compares them as they are recorded now, which may have been corrected since the search. */
    private String comparison(Map<String, Object> patient, Map<String, Object> letter, boolean withContact) {
        var score = model.score(Demographics.of(patient), Demographics.of(letter));
        var lines = new ArrayList<String>();
        lines.add(
                switch (score.grade()) {
                    case PROBABLE -> "Probably the same person";
                    case POSSIBLE -> "Possibly the same person";
                    case NONE, UNREADABLE -> "Not very alike, as recorded now";
                });
        lines.add(text(letter, " ", LetterFields.GIVEN_NAME, LetterFields.SURNAME)
                + labelled(letter, ", born ", LetterFields.DATE_OF_BIRTH)
                + labelled(letter, ", NHS number ", LetterFields.NHS_NUMBER)
                + labelled(letter, ", local identifier ", LetterFields.LOCAL_IDENTIFIER));
        if (withContact) {
            lines.add(text(letter, ", ", "addressLine1", "addressLine2", "town", LetterFields.POSTCODE));
            lines.add(text(letter, ", ", LetterFields.PHONE, LetterFields.EMAIL));
        }
        lines.add(agreements(score, withContact));
        return lines.stream().filter(line -> !line.isBlank()).collect(Collectors.joining("\n   "));
    }

    /** Says what agrees in words; what one of the two lacks is not named. */
    private static String agreements(MatchScore score, boolean withContact) {
        var groups = Map.of(
                Agreement.EXACT, "Same: ",
                Agreement.CLOSE, "Nearly the same: ",
                Agreement.SIMILAR, "Alike: ",
                Agreement.DIFFERENT, "Different: ");
        var sentences = new ArrayList<String>();
        for (var agreement : Agreement.values()) {
            var fields = Stream.of(MatchField.values())
                    .filter(field -> withContact || !field.isContact())
                    .filter(field -> score.agreements().get(field) == agreement)
                    .map(MatchField::label)
                    .collect(Collectors.joining(", "));
            if (!fields.isEmpty()) {
                sentences.add(Objects.requireNonNull(groups.get(agreement)) + fields + ".");
            }
        }
        if (score.namesExchanged()) {
            sentences.add("Given name and surname are exchanged.");
        }
        return String.join(" ", sentences);
    }

    private static String labelled(Map<String, Object> letter, String label, String key) {
        var value = text(letter, "", key);
        return value.isEmpty() ? "" : label + value;
    }

    private static String text(Map<String, Object> letter, String between, String... keys) {
        return List.of(keys).stream()
                .map(letter::get)
                .filter(Objects::nonNull)
                .map(value -> value.toString().strip())
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(between));
    }
}
