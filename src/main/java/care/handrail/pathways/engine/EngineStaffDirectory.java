package care.handrail.pathways.engine;

import care.handrail.access.Passwords;
import care.handrail.access.Role;
import care.handrail.access.SetPasswords;
import care.handrail.access.Staff;
import care.handrail.access.Staff.StandIn;
import care.handrail.access.StaffDirectory;
import care.handrail.shared.Site;
import care.handrail.shared.WorkingCalendar;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps staff in the engine's user store, where Admin shows them and where the engine looks for queue members. */
@Component
class EngineStaffDirectory implements StaffDirectory {

    /** What the group of a site begins with; the rest is the site's code. */
    static final String SITE_GROUP = "site-";

    private final ProcessEngineConfigurationImpl engine;
    private final NamedParameterJdbcTemplate database;
    private final WorkingCalendar calendar;
    private final SetPasswords setPasswords;
    private final IdentityService identity;
    private final String nobodysPassword;

    EngineStaffDirectory(
            ProcessEngineConfigurationImpl engine,
            NamedParameterJdbcTemplate database,
            WorkingCalendar calendar,
            SetPasswords setPasswords) {
        this.engine = engine;
        this.database = database;
        this.calendar = calendar;
        this.setPasswords = setPasswords;
        identity = engine.getIdentityService();
        nobodysPassword = passwords().encrypt("nobody");
        for (var role : Role.values()) {
            ensureGroup(role.group(), role.label(), "role");
        }
        for (var site : calendar.sites()) {
            ensureGroup(SITE_GROUP + site.code(), "Site: " + site.name(), "site");
        }
    }

    private void ensureGroup(String id, String name, String type) {
        if (identity.createGroupQuery().groupId(id).count() == 0) {
            var group = identity.newGroup(id);
            group.setName(name);
            group.setType(type);
            identity.saveGroup(group);
        }
    }

    @Override
    public Optional<Staff> find(String userId) {
        return unchecked(() -> {
            var groups =
                    identity.createGroupQuery().groupMember(userId).listPage(0, EngineSecurity.LONGEST_LIST).stream()
                            .map(Group::getId)
                            .toList();
            var roles = groups.stream()
                    .flatMap(group -> Role.ofGroup(group).stream())
                    .collect(Collectors.toSet());
            // Asked at every request, so a second question only of who has no role.
            if (roles.isEmpty() && identity.createUserQuery().userId(userId).count() == 0) {
                return Optional.empty();
            }
            var sites = groups.stream()
                    .filter(group -> group.startsWith(SITE_GROUP))
                    .map(group -> group.substring(SITE_GROUP.length()))
                    .collect(Collectors.toSet());
            return Optional.of(new Staff(userId, roles, sites, standIns(sites, roles)));
        });
    }

    @Override
    public String nameOf(String userId) {
        var user = unchecked(() -> identity.createUserQuery().userId(userId).singleResult());
        var name = user == null
                ? ""
                : Stream.of(user.getFirstName(), user.getLastName())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "))
                        .strip();
        return name.isEmpty() ? userId : name;
    }

    /** Returns where nobody else of a role of the person works, so that no work is lost. */
    private Set<StandIn> standIns(Set<String> sites, Set<Role> roles) {
        if (sites.isEmpty()) {
            return Set.of();
        }
        return roles.stream()
                .filter(Role::hasQueue)
                .flatMap(role -> withoutStaff(role).stream().map(site -> new StandIn(role, site)))
                .filter(standIn -> !sites.contains(standIn.site()))
                .collect(Collectors.toSet());
    }

    private Set<String> withoutStaff(Role role) {
        var empty = calendar.sites().stream().map(Site::code).collect(Collectors.toCollection(HashSet::new));
        database.query(
                """
                select distinct s.GROUP_ID_
                from ACT_ID_MEMBERSHIP r
                left join ACT_ID_MEMBERSHIP s on s.USER_ID_ = r.USER_ID_ and s.GROUP_ID_ like 'site-%'
                where r.GROUP_ID_ = :role
                """,
                Map.of("role", role.group()), row -> {
                    var site = row.getString(1);
                    if (site == null) {
                        // Somebody works at all sites.
                        empty.clear();
                    } else {
                        empty.remove(site.substring(SITE_GROUP.length()));
                    }
                });
        return empty;
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

    @Override
    public void changePassword(String userId, String password) {
        unchecked(() -> {
            var user = identity.createUserQuery().userId(userId).singleResult();
            user.setPassword(password);
            identity.saveUser(user);
            return true;
        });
    }

    @Override
    public String setPassword(String userId, String by, @Nullable String confirmedBy) {
        var password = Passwords.random();
        saying(() -> {
            changePassword(userId, password);
            setPasswords.set(userId, by, confirmedBy);
            return true;
        });
        return password;
    }

    @Override
    public void giveRole(String userId, Role role) {
        saying(() -> {
            identity.createMembership(userId, role.group());
            return true;
        });
    }

    private void saying(Callable<Boolean> change) {
        try {
            unchecked(change);
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** In several commands: within one, the engine does not yet see what it is about to write. */
    @Override
    public void put(Staff staff, String displayName) {
        if (find(staff.userId()).isEmpty()) {
            create(new Staff(staff.userId(), Set.of()), displayName, Passwords.random());
        }
        var held = find(staff.userId()).orElseThrow();
        // Somebody without any role leaves all care teams, and somebody who only changes roles does not.
        boolean giveFirst = held.has(Role.ADMINISTRATOR) == staff.has(Role.ADMINISTRATOR);
        if (giveFirst) {
            give(staff, held);
        }
        held.roles().stream()
                .filter(role -> !staff.has(role))
                .forEach(role -> unchecked(() -> {
                    identity.deleteMembership(staff.userId(), role.group());
                    return true;
                }));
        if (!giveFirst) {
            give(staff, held);
        }
    }

    private void give(Staff staff, Staff held) {
        staff.roles().stream().filter(role -> !held.has(role)).forEach(role -> giveRole(staff.userId(), role));
    }

    private PasswordEncryptor passwords() {
        return engine.getPasswordEncryptor();
    }

    /** Asks the user store as the program itself: the signed-in person needs no right to look up others. */
    private <T> T unchecked(Callable<T> question) {
        return engine.getCommandExecutorTxRequired().execute(command -> command.runWithoutAuthorization(question));
    }
}
