package care.handrail.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who works here; answered from the engine's user store, behind the engine's wall. */
public interface StaffDirectory {

    /** Returns the member of staff with the user id; empty when there is none. */
    Optional<Staff> find(String userId);

    /** Returns what the person is called, as letters say it; the user id of whoever has no name or no account any more. */
    String nameOf(String userId);

    /**
     * Tells whether the password is the person's; takes as long for somebody who does not exist. How often a password is
     * tried is the caller's to limit.
     */
    boolean checkPassword(String userId, String password);

    /** Tells whether nobody has an account yet. */
    boolean isEmpty();

    /** Returns the user ids of everybody who has the role, in order. */
    List<String> members(Role role);

    /**
     * Creates a member of staff. Permission: none is asked, because only the program's own start calls it.
     *
     * @throws IllegalArgumentException with a sentence, when the user id is taken or the password breaks the policy
     */
    void create(Staff staff, String displayName, String password);

    /**
     * Gives the person another password, which must keep the rule of {@link Passwords}. Permission: none is asked; the caller
     * has made sure that it is the person.
     */
    void changePassword(String userId, String password);

    /**
     * Gives the person a random password that opens nothing but the choice of another one, and returns it. Permission: none is
     * asked; the caller has made sure that both may do it.
     *
     * @param confirmedBy the second person; null when there was none
     * @throws IllegalArgumentException with a sentence, when the person signs in elsewhere
     */
    String setPassword(String userId, String by, @Nullable String confirmedBy);

    /**
     * Gives the person a role; nothing when they have it. Permission: none is asked, as above.
     *
     * @throws IllegalArgumentException with a sentence, when the role does not go with the person's others
     */
    void giveRole(String userId, Role role);

    /**
     * Makes the person's roles exactly these, and leaves the sites as they are. Creates somebody who is not there yet, with a
     * password that nobody knows. Runs in the caller's transaction. Permission: none is asked; the caller has it from the
     * clinic's identity provider.
     */
    void put(Staff staff, String displayName);
}
