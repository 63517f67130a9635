package care.handrail.pathways.engine;

import care.handrail.access.Passwords;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.access.StaffDirectory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.stereotype.Component;

/** Keeps staff in the engine's user store, where Admin shows them and where the engine looks for queue members. */
@Component
class EngineStaffDirectory implements StaffDirectory {

    private final ProcessEngineConfigurationImpl engine;
    private final IdentityService identity;
    private final String nobodysPassword;

    EngineStaffDirectory(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
        identity = engine.getIdentityService();
        nobodysPassword = passwords().encrypt("nobody");
        for (var role : Role.values()) {
            ensureGroup(role);
        }
    }

    private void ensureGroup(Role role) {
        if (identity.createGroupQuery().groupId(role.group()).count() == 0) {
            var group = identity.newGroup(role.group());
            group.setName(role.label());
            group.setType("role");
            identity.saveGroup(group);
        }
    }

    @Override
    public Optional<Staff> find(String userId) {
        return unchecked(() -> {
            var roles =
                    identity.createGroupQuery().groupMember(userId).listPage(0, EngineSecurity.LONGEST_LIST).stream()
                            .map(Group::getId)
                            .flatMap(group -> Role.ofGroup(group).stream())
                            .collect(Collectors.toSet());
            // Asked at every request, so a second question only of who has no role.
            if (roles.isEmpty() && identity.createUserQuery().userId(userId).count() == 0) {
                return Optional.empty();
            }
            return Optional.of(new Staff(userId, roles));
        });
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        if (identity.createUserQuery().userId(userId).count() == 0) {
            // Takes as long as a wrong password does, so that the time does not tell which accounts exist.
            passwords().check(password, nobodysPassword);
            return false;
        }
        return identity.checkPassword(userId, password);
    }

    @Override
    public boolean isEmpty() {
        return unchecked(() -> identity.createUserQuery().count() == 0);
    }

    @Override
    public List<String> members(Role role) {
        return unchecked(() ->
                identity.createUserQuery().memberOfGroup(role.group()).listPage(0, EngineSecurity.LONGEST_LIST).stream()
                        .map(User::getId)
                        .sorted(Comparator.naturalOrder())
                        .toList());
    }

    @Override
    public void create(Staff staff, String displayName, String password) {
        unchecked(() -> {
            if (identity.createUserQuery().userId(staff.userId()).count() > 0) {
                throw new IllegalArgumentException(
                        "The user name " + staff.userId() + " is taken. Choose another one.");
            }
            var user = identity.newUser(staff.userId());
            // The web applications show both names, and "null" for one that is missing.
            user.setFirstName(displayName);
            user.setLastName("");
            user.setPassword(password);
            if (!identity.checkPasswordAgainstPolicy(password, user).isValid()) {
                throw new IllegalArgumentException(
                        "The password of " + staff.userId() + " is too weak. " + Passwords.RULE);
            }
            identity.saveUser(user);
            staff.roles().forEach(role -> identity.createMembership(staff.userId(), role.group()));
            return true;
        });
    }

    private PasswordEncryptor passwords() {
        return engine.getPasswordEncryptor();
    }

    /** Asks the user store as the program itself: the signed-in person needs no right to look up others. */
    private <T> T unchecked(Callable<T> question) {
        return engine.getCommandExecutorTxRequired().execute(command -> command.runWithoutAuthorization(question));
    }
}
