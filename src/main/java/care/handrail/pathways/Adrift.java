package care.handrail.pathways;

import org.jspecify.annotations.Nullable;

/**
 * Something that is open, that nobody owns and with which nothing will happen. Codes and opaque ids only.
 *
 * @param id opaque id within its kind
 * @param patientId whose it is; null while no patient is known
 * @param site code of the site whose staff look after it; null when unknown
 * @param serviceLine code of the service; null when unknown
 * @param reason code of what is missing: {@value #NOT_RUNNING}, {@value #NOT_SCHEDULED} or {@value #NO_OWNER}
 */
public record Adrift(
        String id,
        @Nullable String patientId,
        @Nullable String site,
        @Nullable String serviceLine,
        String reason) {

    /** It is open, and the process that works on it does not run. */
    public static final String NOT_RUNNING = "not-running";

    /** It waits for the program, and the program has nothing planned for it. */
    public static final String NOT_SCHEDULED = "not-scheduled";

    /** It waits for a person, and belongs to nobody and to no queue. */
    public static final String NO_OWNER = "no-owner";
}
