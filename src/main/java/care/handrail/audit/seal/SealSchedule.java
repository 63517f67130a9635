package care.handrail.audit.seal;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.audit.Checkpoint;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Has the trail sealed and its checkpoints exported every few seconds, and once more when the clinic stops.
 *
 * <p>Not a job of the engine: the trail also tells what was done to the engine, so it must not depend on it.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SealSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(SealSchedule.class);

    private static final int EXPORTED_AT_ONCE = 100;

    private final Sealer sealer;
    private final CheckpointTable checkpoints;
    private final List<CheckpointExport> exports;
    private final Witness witness;
    private final Audit audit;
    private final Set<CheckpointExport> failing = new HashSet<>();
    private final Set<CheckpointExport> ahead = new HashSet<>();

    SealSchedule(
            Sealer sealer, CheckpointTable checkpoints, List<CheckpointExport> exports, Witness witness, Audit audit) {
        this.sealer = sealer;
        this.checkpoints = checkpoints;
        this.exports = exports;
        this.witness = witness;
        this.audit = audit;
    }

    @Scheduled(initialDelayString = "${handrail.audit.look-every}", fixedDelayString = "${handrail.audit.look-every}")
    void look() {
        sealer.sealDue(Instant.now());
        exports.forEach(this::export);
        witness.compare(Instant.now()).forEach(this::tell);
    }

    private void tell(Witness.Damage damage) {
        LOG.error("Row {} of the audit trail was {}.", damage.event(), damage.what());
        audit.record(AuditEvent.of(Kind.TRAIL_DAMAGED, null, null, Witness.ROW + damage.event())
                .with(damage.what()));
    }

    /** Somebody has cut the trail off, or a backup was restored: until it is as long again, nothing would be exported. */
    private void tellWhatIsAhead(CheckpointExport export, long exported) {
        long sealed = checkpoints.last().map(Checkpoint::batch).orElse(0L);
        if (exported <= sealed) {
            ahead.remove(export);
        } else if (ahead.add(export)) {
            LOG.error(
                    "The exported checkpoints ({}) go on to batch {}, and the audit trail ends with batch {}: it was cut off,"
                            + " or a backup was restored. Nothing more is exported until the exported file is put aside; see"
                            + " \"After a restore\" in docs/operations.md.",
                    export.name(),
                    exported,
                    sealed);
            audit.record(AuditEvent.of(Kind.TRAIL_DAMAGED, null, null, "export:" + export.name())
                    .with("ends-before-what-was-exported"));
        }
    }

    @PreDestroy
    void stop() {
        try {
            sealer.sealAll(Instant.now());
            exports.forEach(this::export);
        } catch (RuntimeException e) {
            LOG.warn("The newest rows of the audit trail were not sealed; the next start does it: {}", e.toString());
        }
    }

    /** What one place does not take now must not keep the others from it, nor what was taken from being noted. */
    private void export(CheckpointExport export) {
        var problem = new AtomicReference<@Nullable RuntimeException>();
        boolean tried = sealer.alone(() -> {
            try {
                var exported = export.last();
                tellWhatIsAhead(export, exported);
                checkpoints.after(exported, EXPORTED_AT_ONCE).forEach(export::send);
            } catch (RuntimeException e) {
                problem.set(e);
            }
        });
        var failure = problem.get();
        if (failure != null) {
            LOG.error("Checkpoints of the audit trail were not exported; this is tried again: {}", failure.toString());
            // Of an outage one record is enough; it is tried every few seconds.
            if (failing.add(export)) {
                audit.record(AuditEvent.of(Kind.INTEGRATION_FAILED, null, null, "export:" + export.name())
                        .with(failure.getClass().getSimpleName()));
            }
        } else if (tried) {
            failing.remove(export);
        }
    }
}
