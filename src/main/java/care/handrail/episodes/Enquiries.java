package care.handrail.episodes;

import static care.handrail.episodes.CompleteEnquiry.blank;
import static care.handrail.episodes.EpisodeVariables.SOURCE_REFERENCE;

import care.handrail.access.Role;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.episodes.ImportedRow.Outcome;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.Pathways;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in enquiries, one or many, each exactly once. They pass through the same start form as in Tasklist.
 *
 * <p>An enquiry that comes again, known by its source and the sender's reference, opens nothing. Permission: reception or
 * care coordination.
 */
@Service
public class Enquiries {

    private final Pathways pathways;
    private final EpisodeStore episodes;
    private final Fingerprints fingerprints;
    private final Permission permission;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Enquiries(
            Pathways pathways,
            EpisodeStore episodes,
            Fingerprints fingerprints,
            Permission permission,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.pathways = pathways;
        this.episodes = episodes;
        this.fingerprints = fingerprints;
        this.permission = permission;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Starts the pathway with the start form's values, in a transaction of its own.
     *
     * @param values by field key of the form {@code StartEnquiry}
     * @throws InvalidFormException one sentence per field that is wrong
     * @throws EpisodeConflictException when another enquiry came with the same source and reference
     */
    public Taken take(Pathway pathway, Map<String, Object> values) {
        mayTake();
        return take(pathway, values, values);
    }

    /**
     * What became of an enquiry.
     *
     * @param reference reference of its episode
     * @param isNew false when the same enquiry was there already
     */
    public record Taken(String reference, boolean isNew) {}

    /**
     * Starts the pathway of a row of an import, in a transaction of its own. A row that cannot be an enquiry as it stands
     * becomes an incomplete one, with every value that was given.
     *
     * @param given values by column; blank ones are absent
     */
    public ImportedRow takeRow(Map<String, String> given) {
        mayTake();
        if (blank(given.get("sourceReference"))) {
            return ImportedRow.refused(
                    Map.of(
                            "sourceReference",
                            "Give the row a reference of its own, so that it is not taken in twice when the file is sent again."));
        }
        var row = new EnquiryRow(given, LocalDate.now(clock));
        var sent = new HashMap<String, Object>(given);
        while (true) {
            try {
                var taken = take(row.pathway(), sent, row.form());
                return ImportedRow.taken(taken, row);
            } catch (InvalidFormException e) {
                if (!row.putAside(e.problems())) {
                    return ImportedRow.refused(e.problems());
                }
            } catch (EpisodeConflictException e) {
                return ImportedRow.refused(Map.of("sourceReference", e.getMessage()));
            }
        }
    }

    /** Records that a file was imported and what became of its rows. */
    public void recordImport(Map<Outcome, Integer> counts) {
        var codes = new StringBuilder();
        for (var outcome : Outcome.values()) {
            codes.append(codes.isEmpty() ? "" : ",")
                    .append(outcome.code())
                    .append('=')
                    .append(counts.getOrDefault(outcome, 0));
        }
        transaction.executeWithoutResult(status -> audit.record(
                AuditEvent.of(Kind.ENQUIRIES_IMPORTED, null, null, "enquiries").with(codes.toString())));
    }

    /** Fails unless the signed-in person may take in enquiries. */
    public void mayTake() {
        permission.require(
                Kind.EPISODE_OPENED,
                "Only reception or care coordination can take in enquiries.",
                Role.RECEPTION,
                Role.CARE_COORDINATION);
    }

    private Taken take(Pathway pathway, Map<String, Object> sent, Map<String, Object> form) {
        var prints = fingerprints.of(pathway, sent);
        try {
            return inTransaction(() -> there(form, prints).or(() -> Optional.of(open(pathway, form, prints))))
                    .orElseThrow();
        } catch (DataIntegrityViolationException | InvalidFormException e) {
            if (e instanceof InvalidFormException invalid && !invalid.problems().containsKey(SOURCE_REFERENCE.name())) {
                throw e;
            }
            // The same enquiry may have come twice at the same moment, and the other one was first.
            return inTransaction(() -> there(form, prints)).orElseThrow(() -> e);
        }
    }

    private Optional<Taken> inTransaction(Supplier<Optional<Taken>> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private Optional<Taken> there(Map<String, Object> form, List<String> prints) {
        if (!(form.get("source") instanceof String source)
                || !(form.get("sourceReference") instanceof String reference)) {
            return Optional.empty();
        }
        return episodes.from(source, reference).map(episode -> {
            if (!episode.wasOpenedFrom(prints)) {
                throw new EpisodeConflictException(
                        "Another enquiry came with this source and sourceReference, and is kept as %s. Nothing was changed:"
                                        .formatted(episode.reference())
                                + " correct that one, or send this one with a reference of its own.");
            }
            audit.record(Permission.event(Kind.EPISODE_VIEWED, episode).with("enquiry-repeated"));
            return new Taken(episode.reference(), false);
        });
    }

    private Taken open(Pathway pathway, Map<String, Object> form, List<String> prints) {
        var id = pathways.submitStart(pathway.processId(), form);
        var episode = episodes.findById(id).orElseThrow();
        episode.rememberFingerprint(prints.get(0));
        return new Taken(episode.reference(), true);
    }
}
