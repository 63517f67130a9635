package care.handrail.pathways.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import care.handrail.access.Role;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Gives each role what it may open and start in the engine, at each start of the program. */
@Component
class RoleRights implements InitializingBean {

    private final AuthorizationService authorizations;

    /** @param groups makes the roles' groups, to which the rights are given */
    RoleRights(AuthorizationService authorizations, EngineStaffDirectory groups) {
        this.authorizations = authorizations;
    }

    @Override
    public void afterPropertiesSet() {
        for (var role : Role.values()) {
            if (role.hasQueue()) {
                grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            }
        }
        for (var role : new Role[] {Role.PRACTICE_MANAGER, Role.ADMINISTRATOR}) {
            grant(role, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        }
        grant(Role.ADMINISTRATOR, Resources.APPLICATION, "admin", Permissions.ACCESS);
        grant(Role.ADMINISTRATOR, Resources.USER, ANY, Permissions.READ, Permissions.CREATE, Permissions.UPDATE);
        grant(Role.ADMINISTRATOR, Resources.GROUP, ANY, Permissions.READ);
        grant(Role.ADMINISTRATOR, Resources.GROUP_MEMBERSHIP, ANY, Permissions.CREATE, Permissions.DELETE);
    }

    private void grant(Role role, Resource resource, String id, Permission... permissions) {
        var known = authorizations
                .createAuthorizationQuery()
                .authorizationType(AUTH_TYPE_GRANT)
                .groupIdIn(role.group())
                .resourceType(resource)
                .resourceId(id)
                .singleResult();
        var right = known == null ? authorizations.createNewAuthorization(AUTH_TYPE_GRANT) : known;
        right.setGroupId(role.group());
        right.setResource(resource);
        right.setResourceId(id);
        right.setPermissions(permissions);
        authorizations.saveAuthorization(right);
    }
}
