package care.handrail.access;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That a person is on a patient's care team, for a time and a reason.
 *
 * @param source opaque id of what it comes from: a work item, a referral, an appointment, a break-glass request
 * @param episodeId episode with which it ends; null when it belongs to none
 * @param endsAt when it stops to count; null while that is open
 * @param endedAt when something ended it; null when nothing has
 */
public record CareRelationship(
        String id,
        String patientId,
        String userId,
        Reason reason,
        String source,
        @Nullable String episodeId,
        Instant startedAt,
        @Nullable Instant endsAt,
        @Nullable Instant endedAt,
        @Nullable End end) {

    /** Why somebody is on the care team. */
    public enum Reason {
        /** Claimed a work item of the patient. */
        CLAIMED,
        /** A pathway gave them a work item of the patient. */
        NAMED,
        /** Referred the patient, or accepted their referral. */
        REFERRAL,
        /** Has an appointment with the patient. */
        APPOINTMENT,
        /** Opened the record in an emergency. */
        BREAK_GLASS;

        /** Returns the name as people and programs read it, for example {@code break-glass}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Why it ended. */
    public enum End {
        EPISODE_ENDED,
        /** Gave the work item back before anything was kept with it. */
        RELEASED_WITHOUT_WORK,
        /** Gave the work item back half done. */
        RELEASED,
        /** The person lost the last role. */
        ROLE_TAKEN,
        /** Somebody ended it by hand, for example a break-glass access before its time was up. */
        CLOSED;

        /** Returns the name as people and programs read it, for example {@code role-taken}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
