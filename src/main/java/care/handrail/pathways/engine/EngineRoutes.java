package care.handrail.pathways.engine;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is open of the engine's web interfaces, and to whom. Everything else is closed to everybody: what a clinic needs
 * of it exists as a named verb of a room, with a reason and a record.
 */
final class EngineRoutes {

    private static final Set<Role> OVERSEERS = Set.of(Role.PRACTICE_MANAGER, Role.ADMINISTRATOR);

    private static final Predicate<Staff> ALL = staff -> true;
    private static final Predicate<Staff> WITH_QUEUE = staff -> !staff.queues().isEmpty();
    private static final Predicate<Staff> OVERSIGHT =
            staff -> staff.roles().stream().anyMatch(OVERSEERS::contains);
    private static final Predicate<Staff> ADMINISTRATION = staff -> staff.has(Role.ADMINISTRATOR);

    // By what may be asked for what is not of own work. A filter or an order by what the answer does not show, as by a
    // variable or by the text of an error, would tell it all the same.

    /** How much of a list, and in which order; no order of these routes goes by a variable. */
    private static final Set<String> PAGE =
            names("firstResult maxResults sortBy sortOrder sorting tenantIdIn withoutTenantId");

    private static final Set<String> DEFINITIONS =
            names("processDefinitionId processDefinitionIdIn decisionDefinitionId decisionDefinitionIdIn"
                    + " decisionRequirementsDefinitionId decisionRequirementsDefinitionIdIn"
                    + " decisionRequirementsDefinitionKey withoutDecisionRequirementsDefinition deploymentId key keysIn"
                    + " keyLike name nameLike version versionTag latest latestVersion active suspended startableInTasklist"
                    + " startablePermissionCheck");

    private static final Set<String> DEPLOYMENTS = names("id name nameLike source deploymentBefore deploymentAfter");

    private static final Set<String> FAILURES = names("incidents incidentsForType rootIncidents failedJobs");

    private static final Set<String> INSTANCES =
            names("id processInstanceIds deploymentId processDefinitionId processDefinitionKey processDefinitionKeyIn"
                    + " processDefinitionWithoutTenantId parentProcessDefinitionId parentProcessInstanceId businessKey"
                    + " businessKeyLike superProcessInstance subProcessInstance superProcessDefinitionId"
                    + " rootProcessInstanceId rootProcessInstances leafProcessInstances active suspended activityIdIn"
                    + " activityInstanceIdIn startedAfter startedBefore withIncident incidentId incidentType");

    private static final Set<String> INCIDENTS = names(
            "incidentId incidentType processDefinitionId processDefinitionIdIn processDefinitionKeyIn processInstanceId"
                    + " processInstanceIdIn executionId incidentTimestampAfter incidentTimestampBefore activityId"
                    + " activityIdIn failedActivityId causeIncidentId rootCauseIncidentId configuration jobDefinitionIdIn");

    private static final Set<String> JOBS =
            names("jobId jobIds jobDefinitionId activityId activityIdIn failedActivityId executionId processInstanceId"
                    + " processInstanceIds processInstanceIdIn processDefinitionId processDefinitionKey jobType"
                    + " jobConfiguration withRetriesLeft noRetriesLeft withException executable timers messages dueDates"
                    + " createTimes active suspended acquired");

    private static final Set<String> VARIABLES = names("processInstanceIdIn activityInstanceIdIn deserializeValues");

    /** Routes of {@code /engine-rest} and of {@code /camunda/api/engine}, which answer the same. */
    static final EngineRoutes REST = new EngineRoutes(
            // Who and what this is.
            to(ALL, "GET", "/engine"),
            to(ALL, "GET", "/engine/"),
            to(ALL, "GET", "/version"),
            to(ALL, "GET", "/authorization/check"),
            to(ALL, "GET", "/identity/password-policy"),
            to(ALL, "GET", "/user/{me}/profile"),

            // Work items: the engine answers with own queues and own claims only.
            list(ALL, "GET POST", "/task"),
            to(ALL, "GET POST", "/task/count"),
            to(WITH_QUEUE, "GET", "/task/{}"),
            to(WITH_QUEUE, "GET", "/task/{}/form"),
            to(WITH_QUEUE, "GET", "/task/{}/form-variables"),
            to(WITH_QUEUE, "GET", "/task/{}/deployed-form"),
            to(WITH_QUEUE, "GET", "/task/{}/identity-links"),
            to(WITH_QUEUE, "POST", "/task/{}/claim"),
            to(WITH_QUEUE, "POST", "/task/{}/unclaim"),
            to(WITH_QUEUE, "POST", "/task/{}/submit-form"),
            list(WITH_QUEUE, "GET", "/filter"),
            to(WITH_QUEUE, "GET", "/filter/count"),
            to(WITH_QUEUE, "GET", "/filter/{}"),
            list(WITH_QUEUE, "GET POST", "/filter/{}/list"),
            to(WITH_QUEUE, "GET POST", "/filter/{}/count"),

            // Pathways: what they are, and starting those that the role may start.
            list(ALL, "GET", "/process-definition").by(DEFINITIONS),
            to(ALL, "GET", "/process-definition/count").by(DEFINITIONS),
            to(ALL, "GET", "/process-definition/{}"),
            to(ALL, "GET", "/process-definition/{}/xml"),
            to(ALL, "GET", "/process-definition/{}/startForm"),
            to(ALL, "GET", "/process-definition/{}/deployed-start-form"),
            to(ALL, "GET", "/process-definition/{}/form-variables"),
            to(WITH_QUEUE, "POST", "/process-definition/{}/submit-form"),
            to(ALL, "GET", "/process-definition/key/{name}"),
            to(ALL, "GET", "/process-definition/key/{name}/xml"),
            to(ALL, "GET", "/process-definition/key/{name}/startForm"),
            to(ALL, "GET", "/process-definition/key/{name}/deployed-start-form"),
            to(WITH_QUEUE, "POST", "/process-definition/key/{name}/submit-form"),

            // Oversight: where pathways stand and which steps failed, not what they carry.
            to(OVERSIGHT, "GET", "/process-definition/statistics").by(FAILURES),
            to(OVERSIGHT, "GET", "/process-definition/{}/statistics").by(FAILURES),
            to(OVERSIGHT, "GET", "/process-definition/{}/static-called-process-definitions"),
            list(OVERSIGHT, "GET POST", "/process-instance").by(INSTANCES),
            to(OVERSIGHT, "GET POST", "/process-instance/count").by(INSTANCES),
            to(OVERSIGHT, "GET", "/process-instance/{}"),
            to(OVERSIGHT, "GET", "/process-instance/{}/activity-instances"),
            list(OVERSIGHT, "GET", "/incident").by(INCIDENTS),
            to(OVERSIGHT, "GET", "/incident/count").by(INCIDENTS),
            to(OVERSIGHT, "GET", "/incident/{}"),
            list(OVERSIGHT, "GET POST", "/job").by(JOBS),
            to(OVERSIGHT, "GET POST", "/job/count").by(JOBS),
            list(OVERSIGHT, "GET POST", "/job-definition").by(JOBS),
            to(OVERSIGHT, "GET POST", "/job-definition/count").by(JOBS),
            list(OVERSIGHT, "GET", "/decision-definition").by(DEFINITIONS),
            to(OVERSIGHT, "GET", "/decision-definition/count").by(DEFINITIONS),
            to(OVERSIGHT, "GET", "/decision-definition/{}"),
            to(OVERSIGHT, "GET", "/decision-definition/{}/xml"),
            // Always none, but the first page of Cockpit counts them.
            to(OVERSIGHT, "GET", "/case-definition/count").by(DEFINITIONS),
            list(OVERSIGHT, "GET", "/deployment").by(DEPLOYMENTS),
            to(OVERSIGHT, "GET", "/deployment/count").by(DEPLOYMENTS),
            to(OVERSIGHT, "GET", "/deployment/{}"),
            to(OVERSIGHT, "GET", "/deployment/{}/resources"),
            to(OVERSIGHT, "GET", "/deployment/{}/resources/{}/data"),
            list(OVERSIGHT, "GET", "/decision-requirements-definition").by(DEFINITIONS),
            to(OVERSIGHT, "GET", "/decision-requirements-definition/count").by(DEFINITIONS),
            to(OVERSIGHT, "GET", "/decision-requirements-definition/{}"),
            to(OVERSIGHT, "GET", "/decision-requirements-definition/{}/xml"),
            // Cockpit shows a table of each: nobody has the right to read variables, and external tasks are not used.
            list(OVERSIGHT, "POST", "/variable-instance").by(VARIABLES),
            to(OVERSIGHT, "POST", "/variable-instance/count").by(VARIABLES),
            list(OVERSIGHT, "POST", "/external-task").by(JOBS),
            to(OVERSIGHT, "POST", "/external-task/count").by(JOBS),

            // Staff accounts, in Admin.
            to(ADMINISTRATION, "OPTIONS", "/user/"),
            to(ADMINISTRATION, "OPTIONS", "/group/"),
            to(ADMINISTRATION, "OPTIONS", "/tenant/"),
            list(ADMINISTRATION, "GET POST", "/user"),
            to(ADMINISTRATION, "GET", "/user/count"),
            to(ADMINISTRATION, "POST", "/user/create"),
            to(ADMINISTRATION, "GET PUT", "/user/{name}/profile"),
            to(ADMINISTRATION, "PUT", "/user/{name}/credentials"),
            list(ADMINISTRATION, "GET POST", "/group"),
            to(ADMINISTRATION, "GET", "/group/count"),
            to(ADMINISTRATION, "GET", "/group/{name}"),
            to(ADMINISTRATION, "PUT DELETE", "/group/{name}/members/{name}"),
            to(ADMINISTRATION, "POST", "/identity/password-policy"));

    /** Routes under {@code /camunda/api} besides the engine's. */
    static final EngineRoutes WEBAPPS = new EngineRoutes(
            to(ALL, "GET", "/admin/auth/user/{name}"),
            to(WITH_QUEUE, "GET", "/tasklist/plugin/{name}/static/{**}"),
            to(OVERSIGHT, "GET", "/cockpit/plugin/{name}/static/{**}").by(names("bust")),
            to(OVERSIGHT, "GET", "/cockpit/plugin/base/{name}/process-definition/statistics")
                    .by(FAILURES, DEFINITIONS),
            to(OVERSIGHT, "GET", "/cockpit/plugin/base/{name}/process-definition/statistics-count")
                    .by(FAILURES, DEFINITIONS),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/process-definition/{}/called-process-definitions")
                    .by(INSTANCES),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/process-instance")
                    .by(INSTANCES),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/process-instance/count")
                    .by(INSTANCES),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/process-instance/{}/called-process-instances")
                    .by(INSTANCES),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/incident").by(INCIDENTS),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/incident/").by(INCIDENTS),
            to(OVERSIGHT, "GET POST", "/cockpit/plugin/base/{name}/incident/count")
                    .by(INCIDENTS),
            to(ADMINISTRATION, "GET", "/admin/plugin/{name}/static/{**}"));

    private final List<Route> routes;

    private EngineRoutes(Route... routes) {
        this.routes = List.of(routes);
    }

    /** Tells whether the person may send the method to the path. */
    boolean isOpen(String method, String path, Staff staff) {
        return switch (method) {
            case "HEAD" -> matching(path, staff).anyMatch(route -> route.methods.contains("GET"));
            case "OPTIONS" -> matching(path, staff).findAny().isPresent();
            default -> matching(path, staff).anyMatch(route -> route.methods.contains(method));
        };
    }

    /**
     * Tells whether the person may send the method to the path with these names.
     *
     * @param names of the query parameters and of the body's parts
     */
    boolean takes(String method, String path, Staff staff, Set<String> names) {
        return matching(path, staff)
                .anyMatch(route -> route.methods.contains(method.equals("HEAD") ? "GET" : method)
                        && route.by.map(known -> known.containsAll(names)).orElse(true));
    }

    /** Tells whether the names of what is sent to the path are limited. */
    boolean limitsNames(String path, Staff staff) {
        return matching(path, staff).anyMatch(route -> route.by.isPresent());
    }

    private Stream<Route> matching(String path, Staff staff) {
        return routes.stream().filter(route -> route.leadsTo(path, staff));
    }

    /** Tells whether the path answers with a list, which needs a limit. */
    boolean isList(String path) {
        return routes.stream()
                .anyMatch(route -> route.list && route.path.matcher(path).matches());
    }

    /** Returns the words that the paths are made of. */
    Stream<String> words() {
        return routes.stream()
                .flatMap(route -> Arrays.stream(route.template.split("/")))
                .filter(word -> !word.contains("{"));
    }

    private static Route list(Predicate<Staff> whom, String methods, String template) {
        return route(whom, methods, template, true);
    }

    private static Route to(Predicate<Staff> whom, String methods, String template) {
        return route(whom, methods, template, false);
    }

    private static Route route(Predicate<Staff> whom, String methods, String template, boolean list) {
        // Neither holds anything that a server could read as more than one part of a path. Every id has a digit, which
        // keeps it apart from the parts of paths.
        var path = Pattern.quote(template)
                .replace("{**}", "\\E[A-Za-z0-9._/-]+\\Q")
                .replace("{name}", "\\E[A-Za-z0-9._-]+\\Q")
                .replace("{}", "\\E(?=[^/]*[0-9])[A-Za-z0-9._:-]+\\Q")
                .replace("{me}", "\\E(?<me>[A-Za-z0-9._-]+)\\Q");
        return new Route(
                whom,
                Set.copyOf(Arrays.asList(methods.split(" "))),
                template,
                Pattern.compile(path),
                template.contains("{me}"),
                list,
                whom == OVERSIGHT ? Optional.of(PAGE) : Optional.empty());
    }

    private static Set<String> names(String names) {
        return Set.of(names.split(" "));
    }

    /** @param by the names that may be sent with it; empty for any */
    private record Route(
            Predicate<Staff> whom,
            Set<String> methods,
            String template,
            Pattern path,
            boolean own,
            boolean list,
            Optional<Set<String>> by) {

        @SafeVarargs
        private Route by(Set<String>... names) {
            var all = Stream.concat(Stream.of(PAGE), Stream.of(names))
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());
            return new Route(whom, methods, template, path, own, list, Optional.of(all));
        }

        private boolean leadsTo(String asked, Staff staff) {
            var match = path.matcher(asked);
            if (!match.matches() || !whom.test(staff)) {
                return false;
            }
            return !own || staff.userId().equals(match.group("me"));
        }
    }
}
