package care.handrail.pathways.engine;

import care.handrail.access.AccountAct;
import care.handrail.access.AccountActs;
import care.handrail.access.CareRelationship.End;
import care.handrail.access.CareTeams;
import care.handrail.access.ProviderAccounts;
import care.handrail.access.Role;
import care.handrail.access.SetPasswords;
import care.handrail.access.StaffSessions;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.identity.db.DbUserQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;

/**
 * The engine's user store. Every change of an account is recorded, whichever way it comes; nobody can be given what is no
 * role of the clinic, the engine's own administrators among it; nobody changes their own roles; nobody is
 * administrator and sees patients at once; and nobody gives a powerful role, or a new password to somebody who has one, alone.
 */
class StaffAccounts extends DbIdentityServiceProvider {

    private final Supplier<Audit> audit;
    private final Supplier<CareTeams> careTeams;
    private final Supplier<StaffSessions> sessions;
    private final Supplier<SetPasswords> setPasswords;
    private final Supplier<AccountActs> acts;
    private final Supplier<ProviderAccounts> providers;

    StaffAccounts(
            Supplier<Audit> audit,
            Supplier<CareTeams> careTeams,
            Supplier<StaffSessions> sessions,
            Supplier<SetPasswords> setPasswords,
            Supplier<AccountActs> acts,
            Supplier<ProviderAccounts> providers) {
        this.audit = audit;
        this.careTeams = careTeams;
        this.sessions = sessions;
        this.setPasswords = setPasswords;
        this.acts = acts;
        this.providers = providers;
    }

    /**
     * Says that the engine's administrators have a member. While they had none, the web applications would send
     * everybody to a page on which anybody may create one. In truth they never have any.
     */
    @Override
    public long findUserCountByQueryCriteria(DbUserQueryImpl query) {
        if (Groups.CAMUNDA_ADMIN.equals(query.getGroupId())) {
            return 1;
        }
        return super.findUserCountByQueryCriteria(query);
    }

    /**
     * Compares and does nothing else. The engine's own would lock the account after wrong passwords, and so let anybody
     * lock a clinician out; the sign-in counts them instead.
     */
    @Override
    public boolean checkPassword(String userId, String password) {
        var account = findUserById(userId);
        return account != null && password != null && matchPassword(password, account);
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        var account = (UserEntity) user;
        boolean isNew = account.getRevision() == 0;
        var kept = findUserById(account.getId());
        if (isNew && kept != null) {
            throw RefusedException.conflict("This user name is taken. Choose another one.");
        }
        if (!isNew && !isSame(kept, account)) {
            throw RefusedException.forbidden("A user name is not changed. Create another account.");
        }
        var kind =
                isNew ? Kind.ACCOUNT_CREATED : account.hasNewPassword() ? Kind.PASSWORD_CHANGED : Kind.ACCOUNT_CHANGED;
        var somebodyElse = People.asking()
                .map(Authentication::getUserId)
                .filter(asking -> account.hasNewPassword() && !asking.equals(account.getId()));
        if (somebodyElse.isPresent() && roles(account.getId()).stream().anyMatch(Role::isPowerful)) {
            refuse(
                    Kind.PASSWORD_CHANGED,
                    account.getId(),
                    AccountAct.SET_PASSWORD.code(),
                    "Two people set the password of somebody with this role. Ask for it on the page /two-people.");
        }
        if (kind == Kind.PASSWORD_CHANGED && providers.get().contains(account.getId())) {
            throw RefusedException.forbidden(
                    "This person signs in with the clinic's identity provider. Change the password there.");
        }
        var result = super.saveUser(user);
        audit.get().record(change(kind, account.getId()));
        if (kind == Kind.PASSWORD_CHANGED) {
            sessions.get().endAll(account.getId());
            setPasswords.get().chosen(account.getId());
        }
        somebodyElse.ifPresent(by -> setPasswords.get().set(account.getId(), by, null));
        return result;
    }

    /** An account that was renamed would be saved over the one of its new name, whose password it would replace. */
    private static boolean isSame(@Nullable UserEntity kept, UserEntity account) {
        return kept != null && Objects.equals(kept.getPassword(), account.getPassword());
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        throw RefusedException.forbidden(
                "Accounts are never deleted, so that the trail of what they did stays readable. Take the person's roles"
                        + " away instead.");
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        var given = isSite(groupId) ? Kind.SITE_GIVEN : Kind.ROLE_GIVEN;
        refuseOwn(given, userId, groupId);
        if (Role.ofGroup(groupId).isEmpty() && (!isSite(groupId) || findGroupById(groupId) == null)) {
            refuse(given, userId, groupId, "This is no role or site of the clinic. Choose one of the list of groups.");
        }
        if (findUserById(userId) == null) {
            throw new RefusedException(404, "There is no account of this user name. Create it first.");
        }
        if (existsMembership(userId, groupId)) {
            return new IdentityOperationResult(null, IdentityOperationResult.OPERATION_NONE);
        }
        if (!isSite(groupId) && wouldBeAdministratorAndSeePatients(userId, groupId)) {
            refuse(
                    Kind.ROLE_GIVEN,
                    userId,
                    groupId,
                    "Nobody looks after the system and sees patients with one account. Take the other role away"
                            + " first.");
        }
        var ofTwo = Role.ofGroup(groupId).flatMap(AccountAct::giving);
        if (ofTwo.isPresent()) {
            People.asking().ifPresent(person -> giveAlone(ofTwo.get(), userId, groupId, person.getUserId()));
        }
        var result = super.createMembership(userId, groupId);
        audit.get().record(change(given, userId).with(groupId));
        return result;
    }

    /**
     * Lets the first administrator of a clinic make the second person, whom there is not yet. That is once: whoever took
     * all others' roles away would otherwise be alone again.
     */
    private void giveAlone(AccountAct act, String userId, String groupId, String by) {
        boolean another = Arrays.stream(Role.values())
                .filter(Role::isPowerful)
                .flatMap(role ->
                        createUserQuery(Context.getCommandContext()).memberOfGroup(role.group()).list().stream())
                .anyMatch(person -> !person.getId().equals(by));
        if (another || acts.get().hasEverGivenARole()) {
            refuse(Kind.ROLE_GIVEN, userId, groupId, "Two people give this role. Ask for it on the page /two-people.");
        }
        acts.get().doneAlone(act, userId, by);
    }

    private Set<Role> roles(String userId) {
        return createGroupQuery(Context.getCommandContext()).groupMember(userId).list().stream()
                .flatMap(group -> Role.ofGroup(group.getId()).stream())
                .collect(Collectors.toSet());
    }

    private boolean wouldBeAdministratorAndSeePatients(String userId, String groupId) {
        var roles = roles(userId);
        Role.ofGroup(groupId).ifPresent(roles::add);
        return !Role.mayBeHeldTogether(roles);
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        var taken = isSite(groupId) ? Kind.SITE_TAKEN : Kind.ROLE_TAKEN;
        refuseOwn(taken, userId, groupId);
        boolean last = !isSite(groupId)
                && createGroupQuery(Context.getCommandContext()).groupMember(userId).list().stream()
                        .allMatch(group -> group.getId().equals(groupId) || isSite(group.getId()));
        var result = super.deleteMembership(userId, groupId);
        if (IdentityOperationResult.OPERATION_DELETE.equals(result.getOperation())) {
            audit.get().record(change(taken, userId).with(groupId));
            if (!isSite(groupId)) {
                giveBackWhatNoRoleHolds(userId, groupId);
            }
            if (last) {
                // Whoever comes back one day is a new colleague, not still treating the patients of then.
                careTeams.get().endAll(userId, End.ROLE_TAKEN);
                sessions.get().endAll(userId);
            }
        }
        return result;
    }

    /** Nobody else can release a claim: what its owner may not do any more would wait for ever. */
    private void giveBackWhatNoRoleHolds(String userId, String lost) {
        var context = Context.getCommandContext();
        var queues = createGroupQuery(context).groupMember(userId).list().stream()
                .map(Group::getId)
                .filter(group -> !group.equals(lost))
                .collect(Collectors.toSet());
        var claimed = new TaskQueryImpl();
        claimed.taskAssignee(userId);
        Callable<Void> giveBack = () -> {
            for (var task : context.getTaskManager().findTasksByQueryCriteria(claimed)) {
                var item = (TaskEntity) task;
                var candidates = item.getCandidates().stream()
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .toList();
                if (!candidates.isEmpty() && candidates.stream().noneMatch(queues::contains)) {
                    context.getProcessEngineConfiguration().getTaskService().setAssignee(item.getId(), null);
                }
            }
            return null;
        };
        context.runWithoutAuthorization(giveBack);
    }

    private static boolean isSite(String groupId) {
        return groupId.startsWith(EngineStaffDirectory.SITE_GROUP);
    }

    /** Also keeps the last administrator: only another one could take the role away. */
    private void refuseOwn(Kind kind, String userId, String groupId) {
        People.asking()
                .filter(person -> person.getUserId().equals(userId))
                .ifPresent(person -> refuse(
                        kind,
                        userId,
                        groupId,
                        "Nobody changes their own roles or sites. Ask another administrator to do it."));
    }

    private void refuse(Kind kind, String userId, String groupId, String sentence) {
        audit.get().refuse(change(kind, userId).with(groupId));
        throw RefusedException.forbidden(sentence);
    }

    private static AuditEvent change(Kind kind, String userId) {
        return AuditEvent.of(kind, null, null, "user:" + userId);
    }
}
