package care.handrail.episodes.store;

import care.handrail.access.Role;
import care.handrail.episodes.ActionKind;
import care.handrail.episodes.ActionState;
import care.handrail.episodes.FollowOnActionView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that comes out of an encounter. Refuses what its state does not allow.
 *
 * @param encounter step of the episode from which it comes; null when whoever asked had none
 * @param role who does it; null while nobody does
 * @param person whom it was given to; null when the role's queue has it
 */
public record FollowOnAction(
        String id,
        ActionKind kind,
        String patientId,
        String episodeId,
        @Nullable String encounter,
        String site,
        String serviceLine,
        String askedBy,
        ActionState state,
        @Nullable Role role,
        @Nullable String person,
        Instant due,
        Instant createdAt,
        @Nullable Instant settledAt,
        @Nullable String reason) {

    /** Returns it in the hands of an owner. */
    public FollowOnAction given(Role toRole, @Nullable String toPerson) {
        require(ActionState.UNOWNED);
        return with(ActionState.OWNED, toRole, toPerson, null, null);
    }

    /** Returns it without its owner. */
    public FollowOnAction handedBack() {
        require(ActionState.OWNED);
        return with(ActionState.UNOWNED, null, null, null, null);
    }

    /** Returns it done by its owner. */
    public FollowOnAction done(Instant now) {
        require(ActionState.OWNED);
        return with(ActionState.DONE, role, person, now, null);
    }

    /** Returns it as not needed. */
    public FollowOnAction notNeeded(String why, Instant now) {
        if (state != ActionState.UNOWNED) {
            require(ActionState.OWNED);
        }
        return with(ActionState.NOT_NEEDED, role, person, now, why);
    }

    public FollowOnActionView view() {
        return new FollowOnActionView(
                id,
                kind.code(),
                state.code(),
                encounter,
                askedBy,
                role == null ? null : role.group(),
                person,
                due,
                createdAt,
                settledAt,
                reason);
    }

    private void require(ActionState needed) {
        if (state != needed) {
            throw new IllegalStateException("This follow-on action is " + state.code() + ".");
        }
    }

    private FollowOnAction with(
            ActionState after,
            @Nullable Role toRole,
            @Nullable String toPerson,
            @Nullable Instant settled,
            @Nullable String why) {
        return new FollowOnAction(
                id,
                kind,
                patientId,
                episodeId,
                encounter,
                site,
                serviceLine,
                askedBy,
                after,
                toRole,
                toPerson,
                due,
                createdAt,
                settled,
                why);
    }
}
