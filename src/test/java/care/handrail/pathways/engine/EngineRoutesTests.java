package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.pathways.engine.RestApi.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is open against everything that the engine's REST interface offers, read from its classes. */
class EngineRoutesTests {

    private static final Set<Role> WITH_QUEUE =
            Arrays.stream(Role.values()).filter(Role::hasQueue).collect(Collectors.toSet());
    private static final Set<Role> OVERSIGHT = EnumSet.of(Role.PRACTICE_MANAGER, Role.ADMINISTRATOR);

    @Test
    void opensTheseOperationsAndNoOther() {
        var open = RestApi.operations().stream()
                .filter(operation -> !"OPTIONS".equals(operation.method()))
                .filter(operation -> !openTo(operation).isEmpty())
                .map(operation -> operation + ": " + named(openTo(operation)))
                .collect(Collectors.joining("\n"));
        assertThat(open).isEqualTo("""
                DELETE /group/{id}/members/{userId}: administrator
                GET /authorization/check: everybody
                GET /case-definition/count: manager and administrator
                GET /decision-definition: manager and administrator
                GET /decision-definition/count: manager and administrator
                GET /decision-definition/{id}: manager and administrator
                GET /decision-definition/{id}/xml: manager and administrator
                GET /decision-requirements-definition: manager and administrator
                GET /decision-requirements-definition/count: manager and administrator
                GET /decision-requirements-definition/{id}: manager and administrator
                GET /decision-requirements-definition/{id}/xml: manager and administrator
                GET /deployment: manager and administrator
                GET /deployment/count: manager and administrator
                GET /deployment/{id}: manager and administrator
                GET /deployment/{id}/resources: manager and administrator
                GET /deployment/{id}/resources/{resourceId}/data: manager and administrator
                GET /filter: everybody with a queue
                GET /filter/count: everybody with a queue
                GET /filter/{id}: everybody with a queue
                GET /filter/{id}/count: everybody with a queue
                GET /filter/{id}/list: everybody with a queue
                GET /group: administrator
                GET /group/count: administrator
                GET /group/{id}: administrator
                GET /identity/password-policy: everybody
                GET /incident: manager and administrator
                GET /incident/count: manager and administrator
                GET /incident/{id}: manager and administrator
                GET /job: manager and administrator
                GET /job-definition: manager and administrator
                GET /job-definition/count: manager and administrator
                GET /job/count: manager and administrator
                GET /process-definition: everybody
                GET /process-definition/count: everybody
                GET /process-definition/key/{key}: everybody
                GET /process-definition/key/{key}/deployed-start-form: everybody
                GET /process-definition/key/{key}/startForm: everybody
                GET /process-definition/key/{key}/xml: everybody
                GET /process-definition/statistics: manager and administrator
                GET /process-definition/{id}: everybody
                GET /process-definition/{id}/deployed-start-form: everybody
                GET /process-definition/{id}/form-variables: everybody
                GET /process-definition/{id}/startForm: everybody
                GET /process-definition/{id}/static-called-process-definitions: manager and administrator
                GET /process-definition/{id}/statistics: manager and administrator
                GET /process-definition/{id}/xml: everybody
                GET /process-instance: manager and administrator
                GET /process-instance/count: manager and administrator
                GET /process-instance/{id}: manager and administrator
                GET /process-instance/{id}/activity-instances: manager and administrator
                GET /task: everybody
                GET /task/count: everybody
                GET /task/{id}: everybody with a queue
                GET /task/{id}/deployed-form: everybody with a queue
                GET /task/{id}/form: everybody with a queue
                GET /task/{id}/form-variables: everybody with a queue
                GET /task/{id}/identity-links: everybody with a queue
                GET /user: administrator
                GET /user/count: administrator
                GET /user/{id}/profile: administrator
                GET /version: everybody
                POST /external-task: manager and administrator
                POST /external-task/count: manager and administrator
                POST /filter/{id}/count: everybody with a queue
                POST /filter/{id}/list: everybody with a queue
                POST /group: administrator
                POST /identity/password-policy: administrator
                POST /job: manager and administrator
                POST /job-definition: manager and administrator
                POST /job-definition/count: manager and administrator
                POST /job/count: manager and administrator
                POST /process-definition/key/{key}/submit-form: everybody with a queue
                POST /process-definition/{id}/submit-form: everybody with a queue
                POST /process-instance: manager and administrator
                POST /process-instance/count: manager and administrator
                POST /task: everybody
                POST /task/count: everybody
                POST /task/{id}/claim: everybody with a queue
                POST /task/{id}/submit-form: everybody with a queue
                POST /task/{id}/unclaim: everybody with a queue
                POST /user/create: administrator
                POST /variable-instance: manager and administrator
                POST /variable-instance/count: manager and administrator
                PUT /group/{id}/members/{userId}: administrator
                PUT /user/{id}/credentials: administrator
                PUT /user/{id}/profile: administrator
                """.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "variables",
                "variableValues",
                "processVariables",
                "taskVariables",
                "orQueries",
                "parameters",
                "incidentMessage",
                "incidentMessageLike",
                "exceptionMessage",
                "startableBy",
                ""
            })
    void letsNobodyLookByContentForWhatIsNotTheirs(String name) {
        var manager = new Staff("manager", Set.of(Role.PRACTICE_MANAGER));
        assertThat(RestApi.operations().stream()
                        .filter(operation -> openTo(operation).equals(OVERSIGHT)
                                || operation.path().matches("/process-definition(/count)?"))
                        .filter(operation -> EngineRoutes.REST.takes(
                                operation.method(), operation.at("id-1"), manager, Set.of("maxResults", name))))
                .isEmpty();
        assertThat(EngineRoutes.REST.takes(
                        "POST", "/process-instance", manager, Set.of("maxResults", "processDefinitionKey")))
                .isTrue();
    }

    @Test
    void readsEveryRouteOfTheInterface() {
        assertThat(RestApi.operations())
                .hasSizeGreaterThan(480)
                .contains(
                        new Operation("DELETE", "/process-instance/{id}"),
                        new Operation("PUT", "/task/{id}/variables/{varId}"),
                        new Operation("POST", "/process-instance/{id}/modification"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/task/a1/claim/",
                "/task//a1/claim",
                "//task/a1/claim",
                "/task/a1/claim;x=y",
                "/task;x=y/a1/claim",
                "/TASK/a1/claim",
                "/task/a1/Claim",
                "/task/a1%2Fclaim",
                "/task/a1/%63laim",
                "/task/a1/claim%00",
                "/task/a1/../a1/claim",
                "/task/./a1/claim",
                "/task/a1/claim?x",
                "/task/a1/claim/x",
                "/task/a1\\claim",
                "/task/ /claim",
                "",
                "/",
                "/task/a1/claim\n"
            })
    void opensAPathOnlyAsItIsWritten(String path) {
        var receptionist = new Staff("reception", Set.of(Role.RECEPTION));
        assertThat(EngineRoutes.REST.isOpen("POST", "/task/a1/claim", receptionist))
                .isTrue();
        assertThat(EngineRoutes.REST.isOpen("POST", path, receptionist)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "TRACE", "CONNECT", "post", "PROPFIND", "", "DELETE", "PUT"})
    void opensAPathOnlyToItsMethods(String method) {
        var receptionist = new Staff("reception", Set.of(Role.RECEPTION));
        assertThat(EngineRoutes.REST.isOpen(method, "/task/a1/claim", receptionist))
                .isFalse();
        assertThat(EngineRoutes.REST.isOpen("HEAD", "/task/a1/claim", receptionist))
                .isFalse();
        assertThat(EngineRoutes.REST.isOpen("HEAD", "/task/a1", receptionist)).isTrue();
    }

    @Test
    void opensAProfileToItsOwnerAndTheAdministrator() {
        var path = "/user/reception/profile";
        assertThat(EngineRoutes.REST.isOpen("GET", path, new Staff("reception", Set.of(Role.RECEPTION))))
                .isTrue();
        assertThat(EngineRoutes.REST.isOpen("GET", path, new Staff("someone", Set.of(Role.RECEPTION))))
                .isFalse();
        assertThat(EngineRoutes.REST.isOpen("GET", path, new Staff("admin", Set.of(Role.ADMINISTRATOR))))
                .isTrue();
        assertThat(EngineRoutes.REST.isOpen("PUT", path, new Staff("reception", Set.of(Role.RECEPTION))))
                .isFalse();
    }

    private static Set<Role> openTo(Operation operation) {
        return Arrays.stream(Role.values())
                .filter(role -> EngineRoutes.REST.isOpen(
                        operation.method(), operation.at("id-1"), new Staff("somebody", Set.of(role))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static String named(Set<Role> roles) {
        if (roles.size() == Role.values().length) {
            return "everybody";
        }
        if (roles.equals(WITH_QUEUE)) {
            return "everybody with a queue";
        }
        if (roles.equals(OVERSIGHT)) {
            return "manager and administrator";
        }
        return roles.stream().sorted(Comparator.naturalOrder()).map(Role::group).collect(Collectors.joining(", "));
    }
}
