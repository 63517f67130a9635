package care.handrail.referrals;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the engine knows of the referral that the path tests walk. */
final class ReferralEnvelope {

    private ReferralEnvelope() {}

    /** Returns the envelope with more values, given as name, value, name, value. */
    static Map<String, Object> with(Object... more) {
        var envelope = new LinkedHashMap<String, Object>(Map.of(
                "patientId", "patient-1",
                "reference", "K7QM-2XWD",
                "site", "north",
                "serviceLine", "general-practice",
                "priority", "routine",
                "urgency", "routine",
                "referralService", "county-radiology"));
        for (int i = 0; i < more.length; i += 2) {
            envelope.put((String) more[i], more[i + 1]);
        }
        return envelope;
    }
}
