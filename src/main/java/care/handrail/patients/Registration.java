package care.handrail.patients;

import static care.handrail.patients.DuplicateDecision.DIFFERENT_PERSON;
import static care.handrail.patients.DuplicateDecision.NOT_CHOSEN;
import static care.handrail.patients.DuplicateDecision.SAME_PERSON;

import care.handrail.access.CurrentStaff;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.InvalidFormException;
import care.handrail.patients.store.PatientTable;
import care.handrail.patients.store.PossibleDuplicate;
import care.handrail.patients.store.PossibleDuplicateTable;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the registration of a patient does, one verb for each step of its diagram. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Registration {

    /** As many as a person can compare with care; more are told, not shown. */
    static final int MOST_SHOWN = 10;

    private final Records records;
    private final DuplicateFinder finder;
    private final PatientTable patients;
    private final PossibleDuplicateTable duplicates;
    private final Audit audit;
    private final Clock clock;

    Registration(
            Records records,
            DuplicateFinder finder,
            PatientTable patients,
            PossibleDuplicateTable duplicates,
            Audit audit,
            Clock clock) {
        this.records = records;
        this.finder = finder;
        this.patients = patients;
        this.duplicates = duplicates;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the age band that follows from the recorded date of birth, today. */
    public AgeBand ageBand(String patientId) {
        var today = LocalDate.now(clock);
        var born = value(patientId, "dateOfBirth").flatMap(text -> DateOfBirth.parse(text, today));
        return AgeBand.of(born.orElse(null), today);
    }

    /**
     * Looks for patients who may be the same person and keeps them for the person who decides. Whoever somebody decided
     * about already is not proposed again. Audited.
     */
    public Search findDuplicates(String episodeId, String patientId) {
        var found = finder.find(patientId, decidedAbout(patientId));
        duplicates.forgetUndecided(episodeId);
        var shown = new ArrayList<PossibleDuplicate>();
        for (var candidate : found.candidates()) {
            if (shown.size() < MOST_SHOWN) {
                shown.add(new PossibleDuplicate(
                        Ids.next(),
                        episodeId,
                        patientId,
                        candidate.patientId(),
                        shown.size() + 1,
                        candidate.score(),
                        clock.instant()));
            }
        }
        duplicates.saveAll(shown);
        audit.record(AuditEvent.of(AuditEvent.Kind.DUPLICATES_SEARCHED, patientId, episodeId, "duplicates")
                .with("found=" + found.candidates().size() + (found.complete() ? "" : ",incomplete")));
        return new Search(shown.size(), found.complete() && found.candidates().size() <= MOST_SHOWN);
    }

    /**
     * Keeps what the person decided about those who were shown. Same person: the chosen one is linked, and stays a
     * patient with records of its own. Audited.
     *
     * @param choice number in the list that was shown; may be empty when only one was
     * @throws InvalidFormException when same person is decided and the list has no such number
     */
    public void decideDuplicates(
            String episodeId, String patientId, DuplicateDecision decision, Optional<Long> choice) {
        var shown = duplicates.undecided(episodeId);
        int chosen = decision == SAME_PERSON ? chosen(shown.size(), choice) : 0;
        var userId = CurrentStaff.get().map(Staff::userId).orElse("system");
        for (var duplicate : shown) {
            boolean other = decision == SAME_PERSON && duplicate.place() != chosen;
            duplicate.decide(other ? NOT_CHOSEN : decision, userId, clock.instant());
        }
        audit.record(AuditEvent.of(AuditEvent.Kind.DUPLICATES_DECIDED, patientId, episodeId, "duplicates")
                .with(decision.code() + (chosen == 0 ? "" : ",choice=" + chosen)));
    }

    /** Ends the registration, with what is recorded of how far the NHS number was traced. */
    public void markReadyForScheduling(String patientId) {
        var now = clock.instant();
        var patient = patients.findById(patientId)
                .orElseThrow(() -> new PatientNotFoundException("There is no patient " + patientId + "."));
        patient.becomeReadyForScheduling(
                value(patientId, "nhsNumberStatus").flatMap(TraceStatus::ofCode).orElse(null), now);
    }

    private static int chosen(int shown, Optional<Long> choice) {
        if (choice.isEmpty() && shown == 1) {
            return 1;
        }
        if (choice.isEmpty()) {
            throw new InvalidFormException(
                    Map.of("duplicateChoice", "Give the number of the patient in the list who is the same person."));
        }
        long number = choice.get();
        if (number < 1 || number > shown) {
            throw new InvalidFormException(Map.of(
                    "duplicateChoice",
                    "The list has no number " + number + ": give a number from 1 to " + shown + "."));
        }
        return (int) number;
    }

    private Set<String> decidedAbout(String patientId) {
        var others = new HashSet<String>();
        for (var decided : duplicates.inForce(Set.of(patientId), Set.of(SAME_PERSON, DIFFERENT_PERSON))) {
            others.add(decided.patientId());
            others.add(decided.candidateId());
        }
        return others;
    }

    private Optional<String> value(String patientId, String field) {
        return Optional.ofNullable(records.identityOf(Set.of(patientId))
                        .getOrDefault(patientId, Map.of())
                        .get(field))
                .map(Object::toString);
    }

    /**
     * What was kept for the person who decides.
     *
     * @param count how many are shown
     * @param complete whether these are all: everybody was compared, and nobody had to be left out of the list
     */
    public record Search(int count, boolean complete) {}
}
