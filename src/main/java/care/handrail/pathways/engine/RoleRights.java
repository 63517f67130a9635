package care.handrail.pathways.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import care.handrail.access.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Gives each role what it may open, read and start in the engine, and its Tasklist filters, at each start of the
 * program.
 *
 * <p>No right concerns work items: {@link OwnWorkOnly} and {@link WorkItemChecks} decide on those.
 */
@Component
class RoleRights implements InitializingBean {

    /** Who starts pathways, tells what happened to a patient or what they no longer want, and passes enquiries on. */
    private static final Set<Role> STARTS = Set.of(Role.RECEPTION, Role.CARE_COORDINATION);

    private static final List<String> STARTED_BY_THE_OFFICE = List.of(
            "PatientPathway",
            "GpPathway",
            "PhysiotherapyPathway",
            "CareProviderPathway",
            "PatientEvent",
            "ConsentWithdrawal",
            "ConsentRequest",
            "InboundReferral",
            "PassToClinician",
            "ReceiverCall",
            "LetterCameBack");

    /** Who refers patients to other services, orders tests, and asks for what follows from an encounter. */
    private static final Set<Role> CLINICIANS =
            Set.of(Role.CLINICIAN, Role.PHYSIOTHERAPY, Role.NURSING, Role.CLINICAL_LEAD);

    private static final List<String> STARTED_BY_CLINICIANS =
            List.of("OutboundReferral", "CancelReferral", "FollowOnAction", "TestOrder");

    /** Who sees the running pathways in Cockpit: where they stand, never what they carry. */
    private static final Set<Role> OVERSEES = Set.of(Role.PRACTICE_MANAGER, Role.ADMINISTRATOR);

    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    /** @param groups makes the roles' groups, to which the rights are given */
    RoleRights(
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            EngineStaffDirectory groups) {
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    @Override
    public void afterPropertiesSet() {
        for (var role : Role.values()) {
            // Names of colleagues and pictures of the pathways are no secret among staff.
            grant(role, Resources.USER, ANY, Permissions.READ);
            grant(role, Resources.GROUP, ANY, Permissions.READ);
            grant(role, Resources.PROCESS_DEFINITION, ANY, Permissions.READ);
            if (role.hasQueue()) {
                grant(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
                filtersOf(role);
            }
        }
        STARTS.forEach(role -> starts(role, STARTED_BY_THE_OFFICE));
        CLINICIANS.forEach(role -> starts(role, STARTED_BY_CLINICIANS));
        for (var role : OVERSEES) {
            grant(role, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
            grant(role, Resources.PROCESS_DEFINITION, ANY, Permissions.READ, Permissions.READ_INSTANCE);
            grant(role, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
            grant(role, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
            grant(role, Resources.DEPLOYMENT, ANY, Permissions.READ);
        }
        grant(Role.ADMINISTRATOR, Resources.APPLICATION, "admin", Permissions.ACCESS);
        grant(Role.ADMINISTRATOR, Resources.USER, ANY, Permissions.READ, Permissions.CREATE, Permissions.UPDATE);
        grant(Role.ADMINISTRATOR, Resources.GROUP_MEMBERSHIP, ANY, Permissions.CREATE, Permissions.DELETE);
    }

    private void starts(Role role, List<String> pathways) {
        grant(role, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
        for (var pathway : pathways) {
            grant(role, Resources.PROCESS_DEFINITION, pathway, Permissions.READ, Permissions.CREATE_INSTANCE);
        }
    }

    private void filtersOf(Role role) {
        show(
                role,
                "Queue: " + role.label(),
                "Waits for somebody to claim it",
                10,
                Map.of(),
                tasks.createTaskQuery().taskCandidateGroup(role.group()));
        show(
                role,
                "My work",
                "What you have claimed",
                20,
                Map.of(PersonalFilters.SHOWS, PersonalFilters.MINE),
                tasks.createTaskQuery().taskAssigned());
        show(
                role,
                "Overdue: " + role.label(),
                "Should have been done by now, claimed or not",
                30,
                Map.of(PersonalFilters.SHOWS, PersonalFilters.LATE),
                tasks.createTaskQuery().taskCandidateGroup(role.group()).includeAssignedTasks());
    }

    private void show(
            Role role, String name, String description, int position, Map<String, Object> shows, TaskQuery query) {
        var known = filters.createTaskFilterQuery().filterName(name).singleResult();
        var filter = known == null ? filters.newTaskFilter(name) : known;
        var properties = new java.util.HashMap<>(shows);
        properties.put("description", description);
        properties.put("priority", position);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", List.of(Map.of("name", "reference", "label", "Reference")));
        filter.setQuery(query);
        filter.setProperties(properties);
        filters.saveFilter(filter);
        grant(role, Resources.FILTER, filter.getId(), Permissions.READ);
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
