package care.handrail.episodes;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import care.handrail.pathways.InvalidFormException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who does a follow-on action.
 *
 * @param person user id of whom it is given to; null when the role's queue has it
 */
public record ActionOwner(Role role, @Nullable String person) {

    private static final String ME = "me";
    private static final String NOT_DECIDED = "not-decided";
    private static final Set<Role> TEAMS = Set.of(Role.CLINICIAN, Role.PHYSIOTHERAPY, Role.NURSING, Role.CLINICAL_LEAD);

    /** Tells whether clinicians do it. */
    public boolean isClinical() {
        return role.isClinical();
    }

    /**
     * Returns whom a form names; empty when nobody is to be named yet.
     *
     * @param owner what the form says
     * @param colleague user id; null when any of the role will do
     * @param me who filled the form in
     * @throws InvalidFormException when that cannot be
     */
    static Optional<ActionOwner> named(
            ActionKind kind, String owner, @Nullable String colleague, Staff me, StaffDirectory staff) {
        if (owner.equals(NOT_DECIDED)) {
            return Optional.empty();
        }
        if (owner.equals(ME)) {
            return Optional.of(new ActionOwner(teamOf(me), me.userId()));
        }
        var role = Role.ofGroup(owner).orElseThrow();
        if (kind.isClinical() && !role.isClinical()) {
            throw problem(ActionVariables.OWNER.name(), "Clinicians do this. Choose one of their teams.");
        }
        if (colleague == null && staff.members(role).isEmpty()) {
            throw problem(
                    ActionVariables.OWNER.name(),
                    "Nobody works there now: %s. Choose another owner.".formatted(role.label()));
        }
        if (colleague != null
                && staff.find(colleague).filter(one -> one.has(role)).isEmpty()) {
            throw problem(
                    ActionVariables.PERSON.name(),
                    "There is nobody of this user name there: %s.".formatted(role.label()));
        }
        return Optional.of(new ActionOwner(role, colleague));
    }

    /** Returns the queue of the clinicians that a person belongs to. */
    static Role teamOf(Staff person) {
        return TEAMS.stream()
                .filter(person::has)
                .min(Role::compareTo)
                .orElseThrow(() -> problem(ActionVariables.OWNER.name(), "Only clinicians do this themselves."));
    }

    private static InvalidFormException problem(String field, String sentence) {
        return new InvalidFormException(Map.of(field, sentence));
    }
}
