package care.handrail.referrals;

import care.handrail.access.DataClass;
import care.handrail.referrals.store.OutboundReferralStore;
import care.handrail.signoffs.SignedItem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a signature under a referral means: to whom it goes, of whom it is, and what it says. */
@Component
class ReferralToSign implements SignedItem {

    static final String KIND = "outbound-referral";

    private final OutboundReferralStore referrals;
    private final ReferralPaper paper;

    ReferralToSign(OutboundReferralStore referrals, ReferralPaper paper) {
        this.referrals = referrals;
        this.paper = paper;
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
        var text = paper.text(referral);
        var clinical = new LinkedHashMap<String, String>();
        clinical.put("Service", text.service());
        clinical.put("Urgency", text.urgent() ? "Urgent" : "Routine");
        clinical.put("Reason for referral", text.reason());
        put(clinical, "What we ask of the service", text.question());
        put(clinical, "History", text.history());
        put(clinical, "Medicines and allergies", text.medicines());
        put(clinical, "Further information", text.furtherInformation());
        referral.enclosure()
                .ifPresent(document -> clinical.put(
                        "Enclosed", "%s (document %s)".formatted(String.join(", ", text.attachments()), document)));
        return Map.of(DataClass.IDENTITY, text.patient().shown(), DataClass.CLINICAL, clinical);
    }

    private static void put(Map<String, String> parts, String label, @Nullable String text) {
        if (text != null) {
            parts.put(label, text);
        }
    }
}
