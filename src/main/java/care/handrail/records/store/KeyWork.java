package care.handrail.records.store;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.records.UnreadableRecordException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves what is stored to the newest keys, beside the clinic's work.
 *
 * <p>What is left to do stands in the rows themselves, and each small transaction locks the rows that it moves and passes
 * over those that are locked. So a crash loses one of these transactions and no more, two nodes share the work, and
 * everything can be read before, between and after.
 */
@Component
class KeyWork {

    /** How many patients one transaction moves. */
    static final int PATIENTS = 20;

    /** How many entries one transaction encrypts anew; of files, which are large, it takes one. */
    static final int ROWS = 50;

    private static final int TOLD_EVERY = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeyWork.class);

    private static final String LOCKED = " for update skip locked";

    private final JdbcTemplate database;
    private final MasterKeys master;
    private final PatientSecrets secrets;
    private final DataKeys keys;
    private final Shredder shredder;
    private final EntryTable entries;
    private final DraftTable drafts;
    private final DocumentTable documents;
    private final UploadPieces uploads;
    private final SearchTermTable terms;
    private final Audit audit;
    private final TransactionTemplate transaction;

    KeyWork(
            JdbcTemplate database,
            MasterKeys master,
            PatientSecrets secrets,
            DataKeys keys,
            Shredder shredder,
            EntryTable entries,
            DraftTable drafts,
            DocumentTable documents,
            UploadPieces uploads,
            SearchTermTable terms,
            Audit audit,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.master = master;
        this.secrets = secrets;
        this.keys = keys;
        this.shredder = shredder;
        this.entries = entries;
        this.drafts = drafts;
        this.documents = documents;
        this.uploads = uploads;
        this.terms = terms;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Does all that can be done now. */
    @Scheduled(
            initialDelayString = "${handrail.records.look-every}",
            fixedDelayString = "${handrail.records.look-every}")
    void work() {
        shredder.destroyDue();
        uploads.removeEnded();
        var primary = "the master key " + master.primary().id();
        long moved = inSteps("Patients moved to " + primary, this::rewrap);
        if (master.all().size() > 1) {
            shredder.sealAnew();
            moved += inSteps("Patients indexed anew with " + primary, this::index);
        }
        if (moved > 0) {
            record(Kind.MASTER_KEY_CHANGED, "master-key:" + master.primary().id(), moved);
        }
        long renewed = inSteps("Patients given a new key", this::renew);
        inSteps("Former keys that nothing is under any more", this::rewrite);
        if (renewed > 0) {
            record(Kind.RECORD_KEY_RENEWED, "record-keys", renewed);
        }
    }

    /** Wraps keys anew, and writes their patients' search terms anew. */
    Step rewrap(String after) {
        return step(
                "(k.MASTER_KEY_ID <> ? or k.SECRETS_ID is null) and k.MASTER_KEY_ID <> '" + WrappedKey.SHREDDED
                        + "' and k.KEY_ID > ? order by k.KEY_ID limit " + PATIENTS,
                List.of(master.primary().id(), after),
                key -> {
                    database.update(
                            "update RECORD_KEY set WRAPPED_KEY = ?, MASTER_KEY_ID = ?, SECRETS_ID = ? where KEY_ID = ?",
                            keys.rewrapped(key),
                            master.primary().id(),
                            secrets.id(),
                            key.id());
                    indexAnew(key.patientId());
                    return true;
                });
    }

    /** Writes terms anew that a node with another primary key has written meanwhile. */
    Step index(String after) {
        return step(
                "k.CURRENT_FOR in (select PATIENT_ID from RECORD_SEARCH_TERM where MASTER_KEY_ID <> ?)"
                        + " and k.KEY_ID > ? order by k.KEY_ID limit " + PATIENTS,
                List.of(master.primary().id(), after),
                key -> {
                    indexAnew(key.patientId());
                    return true;
                });
    }

    /** Gives patients a new key for whom somebody asked for one. */
    Step renew(String after) {
        return step(
                "k.RENEWAL_ASKED_AT is not null and k.CURRENT_FOR is not null and k.KEY_ID > ? order by k.KEY_ID limit "
                        + PATIENTS,
                List.of(after),
                key -> {
                    keys.renew(key.patientId());
                    return true;
                });
    }

    /** Encrypts anew what is still under a former key, and removes the key when nothing is left. */
    Step rewrite(String after) {
        return step("k.CURRENT_FOR is null and k.KEY_ID > ? order by k.KEY_ID limit 1", List.of(after), former -> {
            // Another node may have made the current one.
            keys.forget(former.patientId());
            var current = keys.ofPatient(former.patientId());
            if (entries.rewrite(former.id(), current, ROWS)
                            + drafts.rewrite(former.id(), current, ROWS)
                            + documents.rewrite(former.id(), current, 1)
                            + uploads.rewrite(former.id(), current, 1)
                    > 0) {
                return false;
            }
            keys.remove(former);
            return true;
        });
    }

    private void indexAnew(String patientId) {
        for (var entryId : terms.entriesToIndexAnew(patientId)) {
            var versions = entries.versions(entryId);
            terms.replace(patientId, entryId, versions.get(versions.size() - 1).values());
        }
    }

    /**
     * What a transaction came to.
     *
     * @param next the key after which to go on; null when all are done
     * @param done how many keys need nothing more
     */
    record Step(@Nullable String next, int done) {}

    /** Locks some keys, and works on each. One that cannot be read is told and passed over. */
    private Step step(String condition, List<?> arguments, Function<WrappedKey, Boolean> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var locked = database.query(
                    "select " + WrappedKey.COLUMNS + " from RECORD_KEY k where " + condition + LOCKED,
                    (row, n) -> WrappedKey.from(row),
                    arguments.toArray());
            int done = 0;
            var next = locked.isEmpty() ? null : locked.get(locked.size() - 1).id();
            for (var key : locked) {
                try {
                    if (work.apply(key)) {
                        done++;
                    } else {
                        next = String.valueOf(arguments.get(arguments.size() - 1));
                    }
                } catch (UnreadableRecordException e) {
                    LOG.error("Left under its present keys: {}", e.getMessage());
                }
            }
            return new Step(next, done);
        }));
    }

    private static long inSteps(String what, Function<String, Step> work) {
        long done = 0;
        long told = 0;
        var step = work.apply("");
        while (step.next() != null) {
            done += step.done();
            if (done - told >= TOLD_EVERY) {
                LOG.info("{}: {} so far.", what, done);
                told = done;
            }
            step = work.apply(step.next());
        }
        if (done > 0) {
            LOG.info("{}: {}.", what, done);
        }
        return done;
    }

    private void record(Kind kind, String object, long patients) {
        audit.record(AuditEvent.of(kind, null, null, object).with("patients " + patients));
    }
}
