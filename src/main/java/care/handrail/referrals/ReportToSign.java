package care.handrail.referrals;

import care.handrail.access.DataClass;
import care.handrail.patients.FiledDocuments;
import care.handrail.patients.FiledDocuments.Filed;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.signoffs.SignedItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a signature under a report means: of whom it is, what we asked, everything that services wrote, and exactly the documents that
 * were filed under the referral.
 */
@Component
class ReportToSign implements SignedItem {

    static final String KIND = "referral-report";

    private final OutboundReferralStore referrals;
    private final ReferralPaper paper;
    private final ReferralNotes notes;
    private final FiledDocuments documents;

    ReportToSign(OutboundReferralStore referrals, ReferralPaper paper, ReferralNotes notes, FiledDocuments documents) {
        this.referrals = referrals;
        this.paper = paper;
        this.notes = notes;
        this.documents = documents;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<DataClass, Map<String, String>> shown(String itemId) {
        var referral = referrals
                .findById(itemId)
                .orElseThrow(() -> new IllegalArgumentException("There is no such referral."));
        var asked = paper.text(referral);
        var clinical = new LinkedHashMap<String, String>();
        clinical.put("Service", asked.service());
        clinical.put("Reason for referral", asked.reason());
        put(clinical, "What we asked of the service", asked.question());
        notes.of(referral).ifPresent(text -> clinical.put("What services have written, oldest first", text));
        var filed = documents.under(itemId);
        if (!filed.isEmpty()) {
            clinical.put(
                    "Documents, each to be opened at /documents/<its reference>/file",
                    filed.stream().map(ReportToSign::inWords).collect(Collectors.joining("\n")));
        }
        return Map.of(DataClass.IDENTITY, asked.patient().shown(), DataClass.CLINICAL, clinical);
    }

    private static String inWords(Filed filed) {
        return "%s, %s, SHA-256 %s"
                .formatted(
                        filed.reference(),
                        filed.kind().words(),
                        filed.document().sha256());
    }

    private static void put(Map<String, String> parts, String label, @Nullable String text) {
        if (text != null) {
            parts.put(label, text);
        }
    }
}
