package care.handrail.episodes;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.SURNAME;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a clinician writes in an episode and another one signs. */
public enum SignedPaper {
    /** With what it builds on: whoever approves it approves it for these findings. */
    TREATMENT_PLAN(
            "treatment-plan",
            "PlanTreatment",
            "assessmentFindings",
            "Findings",
            "allergies",
            "Allergies",
            "medicines",
            "Medicines taken",
            "planGoals",
            "What is to be reached",
            "planSteps",
            "What is done, how often and by whom",
            "planRisks",
            "What could go wrong, and what is done then"),

    DISCHARGE_SUMMARY(
            "discharge-summary",
            "WriteSummary",
            "dischargeSummary",
            "What was found and done",
            "dischargeMedicines",
            "Medicines and changes to them",
            "dischargeAdvice",
            "What the patient should do, and when to come back");

    private static final Set<String> IDENTITY = Set.of(GIVEN_NAME, SURNAME, DATE_OF_BIRTH, NHS_NUMBER);

    private final String kind;
    private final String form;
    private final Map<String, String> labels;

    SignedPaper(String kind, String form, String... labels) {
        this.kind = kind;
        this.form = form;
        var inOrder = new LinkedHashMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) {
            inOrder.put(labels[i], labels[i + 1]);
        }
        this.labels = Collections.unmodifiableMap(inOrder);
    }

    /** Returns the code of the kind of sign-off. */
    String kind() {
        return kind;
    }

    /** Returns the form in which it is written. */
    String form() {
        return form;
    }

    /** Returns what the signer reads, by field of the letter, in order. */
    Map<String, String> labels() {
        return labels;
    }

    /** Tells whether any of the fields is part of what is signed. */
    boolean says(Collection<String> fields) {
        return fields.stream().anyMatch(field -> labels.containsKey(field) || IDENTITY.contains(field));
    }
}
