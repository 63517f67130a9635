package care.handrail.pathways.engine;

import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Puts {@link OwnWork} into every task query that is asked in a person's name: lists, pages, counts, filters and
 * queries by id alike.
 *
 * <p>The engine's own check knows rights to single tasks, which cost a row each, and rights to all tasks of a process,
 * which show one role every queue of it. Neither is used.
 */
class OwnWorkOnly extends AuthorizationManager {

    @Override
    public void configureTaskQuery(TaskQueryImpl query) {
        var check = query.getAuthCheck();
        check.getPermissionChecks().clear();
        check.setAuthorizationCheckEnabled(false);
        check.setAuthUserId(null);
        check.setAuthGroupIds(null);

        // A query may be asked twice, and by two people.
        query.getQueries().removeIf(OwnWork.class::isInstance);
        if (isAuthCheckExecuted()) {
            var person = getCurrentAuthentication();
            query.getQueries().add(new OwnWork(person.getUserId(), People.queuesOf(person)));
        }
    }
}
