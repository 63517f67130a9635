package care.handrail.pathways.engine;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Puts {@link OwnWork} and {@link OwnSites} into every task query that is asked in a person's name: lists, pages, counts, filters and
 * queries by id alike.
 *
 * <p>The engine's own check knows rights to single tasks, which cost a row each, and rights to all tasks of a process,
 * which show one role every queue of it. Neither is used.
 */
class OwnWorkOnly extends AuthorizationManager {

    /** What no right ever hangs on, see {@link NoAuthorizationPerResource}. */
    private static final Set<Resource> WITHOUT_RIGHTS = Set.of(Resources.TASK, Resources.PROCESS_INSTANCE);

    @Override
    public void configureTaskQuery(TaskQueryImpl query) {
        var check = query.getAuthCheck();
        check.getPermissionChecks().clear();
        check.setAuthorizationCheckEnabled(false);
        check.setAuthUserId(null);
        check.setAuthGroupIds(null);

        // A query may be asked twice, and by two people.
        query.getQueries().removeIf(part -> part instanceof OwnWork || part instanceof OwnSites);
        if (isAuthCheckExecuted()) {
            var person = getCurrentAuthentication();
            query.getQueries().add(new OwnWork(person.getUserId(), People.queuesOf(person)));
            People.staff(person).map(OwnSites::of).ifPresent(query.getQueries()::addAll);
        }
    }

    /** Saves the engine from looking for rights to each work item and process that comes to its end. */
    @Override
    public void deleteAuthorizationsByResourceId(Resource resource, String resourceId) {
        if (!WITHOUT_RIGHTS.contains(resource)) {
            super.deleteAuthorizationsByResourceId(resource, resourceId);
        }
    }

    /** Saves the engine from asking which groups have rights before it asks for the rights: all of them have. */
    @Override
    public List<String> filterAuthenticatedGroupIds(List<String> groups) {
        return groups == null ? List.of() : groups;
    }
}
