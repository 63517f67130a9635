package care.handrail.access;

import java.util.List;
import java.util.Optional;

/** Who works here; answered from the engine's user store, behind the engine's wall. */
public interface StaffDirectory {

    /** Returns the member of staff with the user id; empty when there is none. */
    Optional<Staff> find(String userId);

    /** Tells whether the password is the person's. */
    boolean checkPassword(String userId, String password);

    /** Returns the user ids of everybody who has the role, in order. */
    List<String> members(Role role);

    /** Creates a member of staff. Fails when the user id is taken or the password breaks the policy. */
    void create(Staff staff, String displayName, String password);

    /** Tells whether anybody has the role. */
    default boolean hasMembers(Role role) {
        return !members(role).isEmpty();
    }
}
