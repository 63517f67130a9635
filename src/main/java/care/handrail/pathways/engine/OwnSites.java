package care.handrail.pathways.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.TaskQueryImpl;

/** The part of a task query that lets a person see own claims and, of the rest, the work items of own sites. */
class OwnSites extends TaskQueryImpl {

    OwnSites(String userId, List<String> sites) {
        isOrQueryActive = true;
        assignee = userId;
        sites.forEach(site -> processVariableValueEquals(Envelope.SITE.name(), site));
        // The engine has done so already for what the query was asked with.
        ensureVariablesInitialized();
    }
}
