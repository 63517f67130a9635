package care.handrail.pathways.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Role;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.Releases.NoSuchReleaseException;
import care.handrail.pathways.Releases.Release;
import care.handrail.pathways.Releases.Standing;
import care.handrail.pathways.Releases.Waiting;
import care.handrail.pathways.model.BrokenModelException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class ReleaseDeployerTests {

    private static final TestEngine CLINIC = new TestEngine();

    private final ModelFiles first = ModelFiles.shipped();

    @AfterEach
    void empty() {
        SecurityContextHolder.clearContext();
        CLINIC.reset();
    }

    @AfterAll
    static void close() {
        CLINIC.close();
    }

    @Test
    void deploysAllShippedModelsAsOneReleaseIntoAnEmptyStore() {
        start(first);

        assertThat(deployments()).isEqualTo(1);
        assertThat(definition("PatientPathway").getDeploymentId())
                .isEqualTo(definition("Registration").getDeploymentId());
        assertThat(definition("Registration").getResourceName()).isEqualTo("patients/Registration.bpmn");
        assertThat(CLINIC.audit.events).extracting(AuditEvent::kind).containsExactly(AuditEvent.Kind.RELEASE_DEPLOYED);
    }

    @Test
    void leavesTheSameReleaseAloneAtTheNextStart() {
        start(first);

        Standing standing = start(first).standing();

        assertThat(deployments()).isEqualTo(1);
        assertThat(standing.waiting()).isEmpty();
    }

    @Test
    void reportsAChangedShippedReleaseAndDoesNotDeployIt() {
        start(first);

        Waiting waiting = start(changed()).standing().waiting().orElseThrow();

        assertThat(deployments()).isEqualTo(1);
        assertThat(waiting.changed()).containsExactly("patients/Registration.bpmn");
        assertThat(waiting.added()).isEmpty();
        assertThat(waiting.removed()).isEmpty();
    }

    @Test
    void keepsAReleaseThatWasDeployedByHandRunningWhenTheProgramComesWithOtherFiles() {
        start(first);
        Release byHand = deployByHand(changed());

        Standing standing = start(first).standing();

        assertThat(standing.running().id()).isEqualTo(byHand.id());
        assertThat(definition("Registration").getDeploymentId()).isEqualTo(byHand.id());
        assertThat(standing.waiting().orElseThrow().hash()).isEqualTo(first.hash());
    }

    @Test
    void deploysAChangedReleaseAtOnceWhileDeveloping() {
        start(first);

        deployer(changed()).start(true);

        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void letsClinicalGovernanceAdoptTheReleaseThatWaits() {
        start(first);
        ReleaseDeployer next = start(changed());
        signIn("governance", Role.GOVERNANCE);

        Release adopted = next.adopt(changed().hash());

        assertThat(next.standing().running().id()).isEqualTo(adopted.id());
        assertThat(next.standing().waiting()).isEmpty();
        assertThatThrownBy(() -> next.adopt(changed().hash())).isInstanceOf(NoSuchReleaseException.class);
    }

    @Test
    void adoptsNothingThatThePersonHasNotLookedAt() {
        start(first);
        ReleaseDeployer next = start(changed());
        signIn("governance", Role.GOVERNANCE);

        assertThatThrownBy(() -> next.adopt(first.hash())).isInstanceOf(NoSuchReleaseException.class);
        assertThat(deployments()).isEqualTo(1);
    }

    @Test
    void refusesToLetAnAdministratorAdoptARelease() {
        start(first);
        ReleaseDeployer next = start(changed());
        signIn("admin", Role.ADMINISTRATOR);

        assertThatThrownBy(() -> next.adopt(changed().hash())).isInstanceOf(AccessRefusedException.class);
    }

    @Test
    void namesFileAndElementOfABrokenDiagramAndDeploysNothing() {
        var broken = with(
                "patients/Registration.bpmn",
                text("patients/Registration.bpmn").replace("camunda:delegateExpression=\"${deriveAgeBand}\"", ""));

        assertThatThrownBy(() -> start(broken))
                .isInstanceOf(BrokenModelException.class)
                .hasMessageContaining("patients/Registration.bpmn")
                .hasMessageContaining("Task_WorkOutAgeBand");
        assertThat(deployments()).isZero();
    }

    @Test
    void namesTheFieldOfAFormThatDoesNotSayItsDataClass() {
        var broken = with(
                "patients/VerifyIdentity.form",
                text("patients/VerifyIdentity.form").replaceFirst("\"dataClass\": *\"[a-z]+\"", "\"other\": \"x\""));

        assertThatThrownBy(() -> start(broken)).hasMessageContaining("patients/VerifyIdentity.form");
        assertThat(deployments()).isZero();
    }

    @Test
    void deploysNothingThatTheEngineWouldTakeButTheRulesForbid() {
        var broken = with(
                "patients/Registration.bpmn",
                text("patients/Registration.bpmn").replaceFirst("camunda:candidateGroups=\"reception\"", ""));

        assertThatThrownBy(() -> start(broken))
                .isInstanceOf(BrokenModelException.class)
                .hasMessageContaining("Put the step into the queue of a role");
        assertThat(deployments()).isZero();
    }

    private ReleaseDeployer start(ModelFiles files) {
        ReleaseDeployer deployer = deployer(files);
        deployer.start(false);
        return deployer;
    }

    private ReleaseDeployer deployer(ModelFiles files) {
        var engine = CLINIC.engine();
        return new ReleaseDeployer(
                engine.getRepositoryService(),
                new EngineAuthentication(engine.getIdentityService()),
                CLINIC.audit,
                new TransactionTemplate(new NoTransactions()),
                files);
    }

    private Release deployByHand(ModelFiles files) {
        var builder = CLINIC.engine().getRepositoryService().createDeployment().name("by hand");
        files.byName().forEach((name, content) -> builder.addInputStream(name, new ByteArrayInputStream(content)));
        return new Release(builder.deploy().getId(), files.hash(), null);
    }

    private ModelFiles changed() {
        return with(
                "patients/Registration.bpmn",
                text("patients/Registration.bpmn").replace("name=\"Registration\"", "name=\"Registration, changed\""));
    }

    private ModelFiles with(String file, String content) {
        assertThat(content).isNotEqualTo(text(file));
        Map<String, byte[]> files = new TreeMap<>(first.byName());
        files.put(file, content.getBytes(UTF_8));
        return new ModelFiles(files);
    }

    private String text(String file) {
        return new String(first.byName().getOrDefault(file, new byte[0]), UTF_8);
    }

    private long deployments() {
        return CLINIC.engine().getRepositoryService().createDeploymentQuery().count();
    }

    private org.camunda.bpm.engine.repository.ProcessDefinition definition(String id) {
        return CLINIC.engine()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(id)
                .latestVersion()
                .singleResult();
    }

    private static void signIn(String person, Role role) {
        var token = new TestingAuthenticationToken(
                person,
                "",
                List.of(new org.springframework.security.core.authority.SimpleGrantedAuthority(
                        "ROLE_" + role.group())));
        token.setAuthenticated(true);
        SecurityContextHolder.getContext().setAuthentication(token);
    }

    /** The plain engine commits by itself. */
    private static final class NoTransactions implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {}

        @Override
        public void rollback(TransactionStatus status) {}
    }
}
