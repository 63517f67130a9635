package care.handrail.episodes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a follow-on action stands, in codes and opaque ids.
 *
 * @param kind code of an {@link ActionKind}
 * @param state code of an {@link ActionState}
 * @param encounter step of the episode from which it comes, for example {@code Task_AssessPatient}; null when nobody had one
 * @param role group id of the role that has it; null while nobody has
 * @param person user id of whom it was given to; null when the role's queue has it
 * @param due by when it is to be done
 * @param reason why it is not needed; null otherwise
 */
public record FollowOnActionView(
        String id,
        String kind,
        String state,
        @Nullable String encounter,
        String askedBy,
        @Nullable String role,
        @Nullable String person,
        Instant due,
        Instant createdAt,
        @Nullable Instant settledAt,
        @Nullable String reason) {}
