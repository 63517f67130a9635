package care.handrail.referrals;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a referral says, out of the records. Lives for as long as a letter is being written, and is never logged.
 *
 * @param serviceCode of the service in the directory
 * @param attachments what is enclosed, in words
 */
record ReferralText(
        String referralId,
        String reference,
        String service,
        String serviceCode,
        String clinic,
        String referrer,
        LocalDate day,
        boolean urgent,
        Person patient,
        String reason,
        @Nullable String history,
        @Nullable String medicines,
        @Nullable String question,
        @Nullable String furtherInformation,
        List<String> attachments) {

    /**
     * The patient, as far as known.
     *
     * @param address the lines of it
     */
    record Person(
            String id,
            String givenName,
            String surname,
            String dateOfBirth,
            @Nullable String nhsNumber,
            @Nullable String telephone,
            List<String> address) {

        /** Returns by which somebody who signs knows them, by label. */
        Map<String, String> shown() {
            var shown = new LinkedHashMap<String, String>();
            shown.put("Patient", givenName + " " + surname);
            shown.put("Born", dateOfBirth);
            if (nhsNumber != null) {
                shown.put("NHS number", nhsNumber);
            }
            return shown;
        }

        @Override
        public String toString() {
            return "Person";
        }
    }

    /** Returns all that it says, for whoever prints it. */
    String inWords() {
        var words = new StringBuilder("Referral %s, %s%s\n\n".formatted(reference, day, urgent ? ", URGENT" : ""));
        words.append(
                "Patient: %s %s, born %s\n".formatted(patient.givenName(), patient.surname(), patient.dateOfBirth()));
        add(words, "NHS number", patient.nhsNumber());
        add(words, "Telephone", patient.telephone());
        add(words, "Address", patient.address().isEmpty() ? null : String.join(", ", patient.address()));
        add(words, "Reason for referral", reason);
        add(words, "What we ask of you", question);
        add(words, "History", history);
        add(words, "Medicines and allergies", medicines);
        add(words, "Further information", furtherInformation);
        add(words, "Enclosed", attachments.isEmpty() ? null : String.join(", ", attachments));
        add(words, "Referred by", referrer);
        return words.toString();
    }

    private static void add(StringBuilder words, String label, @Nullable String text) {
        if (text != null) {
            words.append(label).append(": ").append(text).append('\n');
        }
    }

    @Override
    public String toString() {
        return "ReferralText of " + referralId;
    }
}
