package care.handrail.workbench;

import care.handrail.consent.ConsentView.Standing;
import care.handrail.episodes.EpisodeView;
import care.handrail.episodes.FollowOnActionView;
import care.handrail.referrals.ReferralView;
import care.handrail.signoffs.SignOffView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One patient, as far as the person who asks may see them. What the person may not see is absent.
 *
 * @param banner who it is
 * @param contact how to reach them
 * @param payer who pays
 * @param consents what holds for each purpose for which the patient's data may be used
 * @param samePerson ids of patients who are, as people decided, the same person
 * @param episodes the newest first
 * @param followOn what follows from encounters, the newest first
 * @param signOffs what was signed or waits for a signature, the newest first
 * @param encounters what was recorded, the newest first
 */
public record PatientRecord(
        String patientId,
        Banner banner,
        List<Fact> contact,
        List<Fact> payer,
        List<Standing> consents,
        List<String> samePerson,
        List<EpisodeView> episodes,
        List<FollowOnActionView> followOn,
        List<SignOffView> signOffs,
        List<ReferralView> referrals,
        List<Encounter> encounters) {

    /**
     * Who the patient is, in one line that stays in view.
     *
     * @param name empty when it is not known
     * @param dateOfBirth as people write it; empty when it is not known
     * @param nhsNumber as it is printed; empty when it is not known
     * @param basis reason code of the care relationship that opened the record; null when the role was enough
     * @param until when that ends; null while that is open
     */
    public record Banner(
            String name,
            String dateOfBirth,
            String nhsNumber,
            @Nullable String basis,
            @Nullable Instant until) {

        /** Tells whether the record was opened in an emergency. */
        public boolean isBreakGlass() {
            return "break-glass".equals(basis);
        }
    }

    /** What was recorded in one field, both as the form words it. */
    public record Fact(String label, String value) {}

    /**
     * What one person recorded with one form.
     *
     * @param form id of the form
     * @param author user id
     * @param roles what the author does in the clinic now; empty when they have left
     * @param episode short reference
     */
    public record Encounter(
            String form,
            String author,
            List<String> roles,
            Instant recordedAt,
            String episode,
            List<Fact> facts,
            List<Amendment> amendments) {}

    /**
     * A correction.
     *
     * @param before what stood in the corrected fields
     */
    public record Amendment(String author, Instant recordedAt, String reason, List<Fact> before) {}

    /** Returns nothing of the patient, because it would end up in logs. */
    @Override
    public String toString() {
        return "PatientRecord[" + patientId + "]";
    }
}
