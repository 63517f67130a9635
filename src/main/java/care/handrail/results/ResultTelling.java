package care.handrail.results;

import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_ID;
import static care.handrail.correspondence.Correspondence.CORRESPONDENCE_OUTCOME;
import static care.handrail.results.ResultVariables.PRIORITY;
import static care.handrail.results.ResultVariables.RESULT_TRIES;
import static care.handrail.results.ResultVariables.ROUTINE;
import static care.handrail.results.ResultVariables.URGENCY;

import care.handrail.access.DataClass;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.consent.Use;
import care.handrail.correspondence.Correspondence;
import care.handrail.correspondence.Intent;
import care.handrail.pathways.LateMessages;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Pathways;
import care.handrail.results.store.Result;
import care.handrail.results.store.ResultStore;
import care.handrail.results.store.TestOrder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a clinician decided about a result, and how the patient gets to know it. What a letter had closed goes on when the
 * letter has not reached the patient after all.
 *
 * <p>The verbs that a diagram calls join its transaction; permission for them is that of the work item.
 */
@Service
@Transactional
public class ResultTelling implements LateMessages {

    /** Field of the form, and of the template. */
    private static final String LETTER = "letterBody";

    /** How the patient was told, as the forms write it. */
    private static final String BY_LETTER = "letter";

    private static final String LETTER_TEMPLATE = "LetterToPatient";
    private static final int LETTER_VERSION = 1;

    /** What becomes of a letter that is on its way to the patient. */
    private static final Set<String> POSTED = Set.of("printed", "sent");

    /** Whose service a result is that answers no order. */
    private static final String NO_SERVICE_LINE = "general-practice";

    private final ResultStore results;
    private final Orders orders;
    private final LetterStore letters;
    private final Correspondence correspondence;
    private final Pathways pathways;
    private final Audit audit;
    private final Clock clock;

    ResultTelling(
            ResultStore results,
            Orders orders,
            LetterStore letters,
            Correspondence correspondence,
            Pathways pathways,
            Audit audit,
            Clock clock) {
        this.results = results;
        this.orders = orders;
        this.letters = letters;
        this.correspondence = correspondence;
        this.pathways = pathways;
        this.audit = audit;
        this.clock = clock;
    }

    /** Keeps what a clinician decided about the result, and how urgent they said that it is. */
    public void review(String id, String decision, String urgency, String by) {
        results.lock(id).review(decision, urgency, by, clock.instant());
    }

    /**
     * Closes the result: the patient was told, or a clinician decided that nobody can be. Unless a letter told them, one that
     * has not left is called back. Audited.
     */
    public void close(String id, String outcome, String by) {
        var result = results.lock(id);
        if (!outcome.equals(BY_LETTER)) {
            correspondence.withdraw(id);
        }
        result.close(outcome, by, clock.instant());
        audit.record(Results.event(Kind.RESULT_CLOSED, result).with(outcome));
    }

    /**
     * Has the letter posted that a clinician has written to the patient; an earlier one that has not left is called back.
     * The process is told what became of it.
     *
     * @param telling id of the process that tells the patient; a result that is worked on again is told anew
     * @param attempt which try of it this is; each has a letter of its own
     * @return id of the letter
     */
    public String sendLetter(String id, String telling, long attempt) {
        var result = results.lock(id);
        var patient = result.patientId().orElseThrow();
        var words = letters.latest(patient, id, Set.of(LETTER), Set.of(DataClass.CLINICAL));
        correspondence.withdraw(id);
        var letter = correspondence.send(new Intent(
                "result-letter:" + telling + ":" + attempt,
                new Use("direct-care", "patient", "letter"),
                LETTER_TEMPLATE,
                LETTER_VERSION,
                new Intent.About(
                        patient,
                        result.chosenOrderId()
                                .flatMap(orders::withId)
                                .flatMap(TestOrder::episodeId)
                                .orElse(null),
                        result.site().orElseThrow(),
                        result.serviceLine().orElse(NO_SERVICE_LINE),
                        result.reference()),
                null,
                Map.of(DataClass.CLINICAL, Map.of(LETTER, String.valueOf(words.get(LETTER)))),
                List.of(),
                null,
                id));
        result.writes(letter);
        return letter;
    }

    /** Has the patient told again when the letter by which they were told has not reached them after all. Audited. */
    @Override
    public Optional<String> take(String message, String key, Map<String, Object> variables) {
        var letter = String.valueOf(variables.get(CORRESPONDENCE_ID.name()));
        var outcome = String.valueOf(variables.get(CORRESPONDENCE_OUTCOME.name()));
        if (!message.equals(Correspondence.SETTLED) || POSTED.contains(outcome)) {
            return Optional.empty();
        }
        return results.findById(key)
                .filter(result -> result.isClosedBy(letter))
                .map(result -> tellAgain(result, letter, outcome));
    }

    private String tellAgain(Result result, String letter, String outcome) {
        results.lock(result.getId());
        result.reopen(letter);
        audit.record(Results.event(Kind.RESULT_REOPENED, result).with("letter=" + outcome));
        var variables = Results.envelope(result, result.patientId().orElseThrow());
        variables.put(PRIORITY.name(), ROUTINE);
        result.urgency().ifPresent(urgency -> variables.put(URGENCY.name(), urgency));
        variables.put(RESULT_TRIES.name(), 0L);
        variables.put(CORRESPONDENCE_OUTCOME.name(), outcome);
        return pathways.start(Results.PROCESS, result.getId(), variables);
    }
}
