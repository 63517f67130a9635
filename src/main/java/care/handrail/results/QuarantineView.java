package care.handrail.results;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.patients.DateOfBirth;
import care.handrail.patients.DemographicsMatch;
import care.handrail.patients.DemographicsMatch.Comparison;
import care.handrail.patients.MinimalIdentity;
import care.handrail.patients.NhsNumber;
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import care.handrail.results.store.Result;
import care.handrail.results.store.TestOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows whoever settles whose result it is who it could be, what agrees with each of them, and what does not. */
@Component
class QuarantineView implements LetterSource {

    private static final Set<String> FORMS = Set.of("SettleResult", "ConfirmSettlement");
    private static final String WHY = "quarantineReasons";
    private static final String CANDIDATES = "quarantineCandidates";
    private static final String CHOSEN = "quarantineChosen";
    private static final Set<String> FIELDS = Set.of(WHY, CANDIDATES, CHOSEN);

    private final Results results;
    private final Orders orders;
    private final DemographicsMatch demographics;
    private final Records records;
    private final Audit audit;

    QuarantineView(Results results, Orders orders, DemographicsMatch demographics, Records records, Audit audit) {
        this.results = results;
        this.orders = orders;
        this.demographics = demographics;
        this.records = records;
        this.audit = audit;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && FIELDS.contains(field);
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        return results.find(key.episodeId())
                .filter(result -> classes.contains(DataClass.IDENTITY))
                .map(this::shown)
                .orElse(Map.of());
    }

    private Map<String, Object> shown(Result result) {
        var described = results.sentDemographics(result.getId());
        var shown = new HashMap<String, Object>();
        shown.put(WHY, String.join("\n", reasons(result, described)));
        shown.put(CANDIDATES, String.join("\n\n", candidates(result, described)));
        result.chosenPatientId()
                .ifPresent(chosen -> demographics
                        .compare(described, List.of(chosen))
                        .forEach((patient, comparison) -> shown.put(CHOSEN, described(patient, comparison, result))));
        return shown;
    }

    private List<String> reasons(Result result, Map<String, Object> described) {
        var reasons = new ArrayList<String>();
        var number = described.getOrDefault(LetterFields.NHS_NUMBER, "").toString();
        if (!number.isEmpty() && NhsNumber.of(number).isEmpty()) {
            reasons.add("The NHS number on the result does not pass its check digit: at least one digit is wrong.");
        }
        var born = described.getOrDefault(LetterFields.DATE_OF_BIRTH, "").toString();
        if (!born.isEmpty() && DateOfBirth.parse(born, LocalDate.MAX).isEmpty()) {
            reasons.add("The date of birth on the result is no day of the calendar.");
        }
        var pointed = demographics.find(described).patients();
        var named = result.namedPatientId();
        if (named.isEmpty()) {
            reasons.add("The result names no order of ours.");
        }
        if (pointed.isEmpty()) {
            reasons.add("Name, date of birth and NHS number on the result do not point to one patient for certain.");
        } else if (named.isPresent() && !pointed.contains(named.get())) {
            reasons.add("The order is of one patient, and the name, date of birth and NHS number are of another one.");
        }
        if (results.hasVersionsElsewhere(result)) {
            reasons.add(
                    "It was answered whose it is. Meanwhile another version of this report was filed with somebody else,"
                            + " so it has to be looked at again.");
        }
        results.otherVersions(result).stream()
                .flatMap(other -> other.patientId().stream())
                .distinct()
                .filter(patient -> named.isEmpty() || !patient.equals(named.get()) || !pointed.contains(patient))
                .forEach(patient -> reasons.add("Another version of this report lies in the record of "
                        + minimal(patient)
                        + ". It cannot be filed with anybody else: if that was wrong, send this one back, and ask the"
                        + " laboratory to withdraw the other one and to send a new report."));
        return reasons;
    }

    private List<String> candidates(Result result, Map<String, Object> described) {
        var comparisons = demographics.compare(described, result.candidates());
        var candidates = new ArrayList<String>();
        comparisons.forEach((patient, comparison) ->
                candidates.add("Candidate " + (candidates.size() + 1) + ": " + described(patient, comparison, result)));
        if (candidates.isEmpty()) {
            candidates.add("Nobody who is known here resembles the patient on the result.");
        }
        return candidates;
    }

    private String described(String patient, Comparison comparison, Result result) {
        audit.record(AuditEvent.of(Kind.PATIENT_FOUND, patient, null, "result:" + result.reference()));
        var known = records.readableIdentities(List.of(patient)).getOrDefault(patient, Map.of());
        var lines = new ArrayList<String>();
        lines.add(String.join(
                " ",
                text(known, LetterFields.GIVEN_NAME),
                text(known, LetterFields.SURNAME) + ",",
                "born " + text(known, LetterFields.DATE_OF_BIRTH) + ",",
                "NHS number "
                        + NhsNumber.of(text(known, LetterFields.NHS_NUMBER))
                                .map(NhsNumber::spaced)
                                .orElse("not known")));
        result.namedPatientId()
                .filter(patient::equals)
                .flatMap(named -> result.orderId())
                .flatMap(orders::withId)
                .map(TestOrder::number)
                .ifPresent(
                        number -> lines.add("  The order that the result names, " + number + ", is of this patient."));
        line(lines, "  The same: ", comparison.same());
        line(lines, "  Nearly the same: ", comparison.nearly());
        line(lines, "  DIFFERENT: ", comparison.different());
        if (comparison.namesExchanged()) {
            lines.add("  Given name and surname may have been exchanged.");
        }
        return String.join("\n", lines);
    }

    private String minimal(String patient) {
        return MinimalIdentity.of(records.readableIdentities(List.of(patient)).getOrDefault(patient, Map.of()))
                .inWords();
    }

    private static void line(List<String> lines, String begin, List<String> what) {
        if (!what.isEmpty()) {
            lines.add(begin + String.join(", ", what) + ".");
        }
    }

    private static String text(Map<String, Object> values, String key) {
        return values.getOrDefault(key, "").toString();
    }
}
