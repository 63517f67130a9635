package care.handrail.pathways.engine;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.Releases;
import care.handrail.pathways.lint.Finding;
import care.handrail.pathways.lint.PathwayLint;
import care.handrail.pathways.model.BrokenModelException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deploys all shipped models as one release into an empty store. A later start leaves what runs alone: a shipped release
 * that differs waits for a member of clinical governance, except while developing.
 *
 * <p>Of two nodes that start together on an empty store, the second finds its release already there: the engine lets one
 * deployment in at a time and drops one that repeats the last.
 */
class ReleaseDeployer implements Releases {

    /** The name that the deployments of all releases share. */
    static final String NAME = "handrail";

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseDeployer.class);

    private final RepositoryService repository;
    private final EngineAuthentication engine;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final ModelFiles shipped;

    ReleaseDeployer(
            RepositoryService repository,
            EngineAuthentication engine,
            Audit audit,
            TransactionTemplate transaction,
            ModelFiles shipped) {
        this.repository = repository;
        this.engine = engine;
        this.audit = audit;
        this.transaction = transaction;
        this.shipped = shipped;
    }

    /**
     * Deploys the shipped release where it may, and reports it where it may not.
     *
     * @param atOnce deploys a changed release without asking, for development
     * @throws BrokenModelException when a file cannot be used; nothing was deployed
     */
    void start(boolean atOnce) {
        Deployment newest = newest();
        if (newest == null || (atOnce && waiting(newest).isPresent())) {
            deploy();
            return;
        }
        waiting(newest)
                .ifPresent(waiting -> LOG.warn(
                        "The shipped pathways differ from those that run, and wait for clinical governance to adopt them."
                                + " Hash {}. Added: {}. Changed: {}. Removed: {}.",
                        waiting.hash(),
                        waiting.added(),
                        waiting.changed(),
                        waiting.removed()));
    }

    @Override
    public Standing standing() {
        Deployment newest = newest();
        if (newest == null) {
            throw new IllegalStateException("No release is deployed.");
        }
        return new Standing(release(newest, filesOf(newest)), waiting(newest));
    }

    @Override
    public Release adopt(String hash) {
        var person = CurrentStaff.get();
        if (person.isEmpty() || !person.get().has(Role.GOVERNANCE)) {
            throw new AccessRefusedException("Only clinical governance can adopt a release of the pathways.");
        }
        Deployment newest = newest();
        if (newest == null
                || waiting(newest)
                        .filter(waiting -> waiting.hash().equals(hash))
                        .isEmpty()) {
            throw new NoSuchReleaseException();
        }
        return deploy();
    }

    private Release deploy() {
        refuseWhatBreaksTheRules();
        var builder = repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
        shipped.byName().forEach((name, content) -> builder.addInputStream(name, new ByteArrayInputStream(content)));
        try {
            return transaction.execute(status -> {
                Release release = release(engine.asTheProgram(() -> (Deployment) builder.deploy()), shipped);
                audit.record(AuditEvent.of(Kind.RELEASE_DEPLOYED, null, null, "release:" + release.id())
                        .withVersion(release.hash()));
                LOG.info(
                        "Deployed the pathways, {} files, hash {}.",
                        shipped.byName().size(),
                        release.hash());
                return release;
            });
        } catch (ParseException e) {
            throw new BrokenModelException(e.getResorceReports().stream()
                    .flatMap(report -> report.getErrors().stream()
                            .map(problem -> new BrokenModelException.Problem(
                                    report.getResourceName(),
                                    String.join(", ", problem.getElementIds()),
                                    problem.getMessage() + " (line " + problem.getLine() + ")")))
                    .toList());
        }
    }

    private void refuseWhatBreaksTheRules() {
        List<BrokenModelException.Problem> problems = PathwayLint.check(shipped.byName()).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> new BrokenModelException.Problem(finding.file(), finding.element(), finding.sentence()))
                .toList();
        if (!problems.isEmpty()) {
            throw new BrokenModelException(problems);
        }
    }

    private Optional<Waiting> waiting(Deployment newest) {
        ModelFiles running = filesOf(newest);
        return running.hash().equals(shipped.hash())
                ? Optional.empty()
                : Optional.of(new Waiting(
                        shipped.hash(), shipped.notIn(running), shipped.changedFrom(running), running.notIn(shipped)));
    }

    private static Release release(Deployment deployment, ModelFiles files) {
        var time = deployment.getDeploymentTime();
        return new Release(deployment.getId(), files.hash(), time == null ? null : time.toInstant());
    }

    private ModelFiles filesOf(Deployment deployment) {
        var files = new TreeMap<String, byte[]>();
        engine.asTheProgram(() -> repository.getDeploymentResources(deployment.getId()))
                .forEach(resource -> files.put(resource.getName(), ((ResourceEntity) resource).getBytes()));
        return new ModelFiles(files);
    }

    private @Nullable Deployment newest() {
        List<Deployment> newest = engine.asTheProgram(() -> repository
                .createDeploymentQuery()
                .orderByDeploymentTime()
                .desc()
                .listPage(0, 1));
        return newest.isEmpty() ? null : newest.get(0);
    }
}
