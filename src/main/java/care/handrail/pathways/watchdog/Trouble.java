package care.handrail.pathways.watchdog;

import org.jspecify.annotations.Nullable;

/**
 * Something that a check has found, in codes and opaque ids.
 *
 * @param kind code of what it is about, for example {@code work-item} or {@code referral}
 * @param about id of it within its kind
 * @param reason code of what is wrong
 * @param processInstanceId where its envelope stands; null when it has none
 * @param step id of the diagram's element; null when none is meant
 * @param queue group id of the queue; null when none is meant
 * @param count how many; null for one
 */
record Trouble(
        String kind,
        String about,
        String reason,
        @Nullable String processInstanceId,
        @Nullable String patientId,
        @Nullable String site,
        @Nullable String serviceLine,
        @Nullable String step,
        @Nullable String queue,
        @Nullable Long count) {

    /** Returns a trouble of something that has an envelope. */
    static Trouble in(
            @Nullable String processInstanceId, String kind, String about, String reason, @Nullable String step) {
        return new Trouble(kind, about, reason, processInstanceId, null, null, null, step, null, null);
    }

    /** Returns a trouble of several things, which is nobody's in particular. */
    static Trouble of(String kind, String about, String reason, @Nullable String queue, long count) {
        return new Trouble(kind, about, reason, null, null, null, null, null, queue, count);
    }

    /** Returns what the same trouble has at every look, and no other one has. */
    String key() {
        return String.join("/", reason, kind, about);
    }
}
