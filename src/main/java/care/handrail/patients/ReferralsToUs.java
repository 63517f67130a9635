package care.handrail.patients;

import care.handrail.patients.PatientReferences.Referred;
import java.util.Map;
import java.util.Set;

/** What documents need of the referrals to us; the room of the referrals implements it, which lies above this one. */
public interface ReferralsToUs {

    /**
     * Opens a referral that came as a document, by the rules of its form, and returns whose it is: what the document says is
     * typed in then. Joins the caller's transaction.
     *
     * @param said by field key of the form {@code TakeReferral}, without the site
     * @throws care.handrail.pathways.InvalidFormException when the form refuses it, or it is here already
     */
    Referred begin(String site, Map<String, Object> said);

    /** Returns the ids of the referrals of which the signed-in person has claimed a work item. */
    Set<String> inMyHands();

    /** Tells whether the signed-in person has claimed the work item in which the referral is typed in. */
    boolean isTypedInByMe(String referralId);
}
