package care.handrail.referrals.fhir;

import java.util.Map;

/** What came cannot be taken in as a referral; carries one sentence per element, and no value of what was sent. */
public class NotUnderstoodException extends Exception {

    private final transient Map<String, String> problems;
    private final boolean isFhir;

    /** @param isFhir false when it is not even a FHIR R4 resource */
    NotUnderstoodException(Map<String, String> problems, boolean isFhir) {
        super("Not taken in because of " + problems.keySet());
        this.problems = problems;
        this.isFhir = isFhir;
    }

    /** Returns the sentences by path of the element, for example {@code ServiceRequest.status}. */
    public Map<String, String> problems() {
        return problems;
    }

    public boolean isFhir() {
        return isFhir;
    }
}
