package care.handrail.pathways.engine;

import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.identity.db.DbUserQueryImpl;

/** The engine's user store, in which nobody can be made the engine's own administrator. */
class StaffAccounts extends DbIdentityServiceProvider {

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
}
