package care.handrail.referrals;

import static care.handrail.records.LetterFields.DATE_OF_BIRTH;
import static care.handrail.records.LetterFields.GIVEN_NAME;
import static care.handrail.records.LetterFields.NHS_NUMBER;
import static care.handrail.records.LetterFields.SURNAME;

import care.handrail.access.DataClass;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.records.Records;
import care.handrail.referrals.store.ReferralReportTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows in the work items of a report who the patient is, and what the referral said. */
@Component
class ReportWorkItems implements LetterSource {

    private static final Set<String> FORMS = Set.of("WriteReferralReport", "DeliverReferralReport");
    private static final Set<String> IDENTITY = Set.of(GIVEN_NAME, SURNAME, DATE_OF_BIRTH, NHS_NUMBER);
    private static final Set<String> OF_THE_REFERRAL = Set.of("referrerName", "referrerAddress", "referralReason");

    private final ReferralReportTable reports;
    private final Records records;
    private final LetterStore letters;

    ReportWorkItems(ReferralReportTable reports, Records records, LetterStore letters) {
        this.reports = reports;
        this.records = records;
        this.letters = letters;
    }

    @Override
    public boolean supplies(String form, String field) {
        return FORMS.contains(form) && (IDENTITY.contains(field) || OF_THE_REFERRAL.contains(field));
    }

    @Override
    public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
        var values = new HashMap<String, Object>();
        reports.findById(key.episodeId()).ifPresent(report -> {
            if (classes.contains(DataClass.IDENTITY)) {
                values.putAll(records.identityOf(report.patientId()));
            }
            var asked = new HashSet<>(OF_THE_REFERRAL);
            asked.retainAll(fields);
            values.putAll(letters.latest(report.patientId(), report.referralId(), asked, classes));
        });
        values.keySet().retainAll(fields);
        return values;
    }
}
