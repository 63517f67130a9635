package care.handrail.patients;

import static care.handrail.patients.DuplicateDecision.CANNOT_TELL;
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
import care.handrail.records.LetterFields;
import care.handrail.records.Records;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final PrivacyNotices notices;
    private final Audit audit;
    private final Clock clock;

    Registration(
            Records records,
            DuplicateFinder finder,
            PatientTable patients,
            PossibleDuplicateTable duplicates,
            PrivacyNotices notices,
            Audit audit,
            Clock clock) {
        this.records = records;
        this.finder = finder;
        this.patients = patients;
        this.duplicates = duplicates;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the age band that follows from the recorded date of birth, today. */
    public AgeBand ageBand(String patientId) {
        var today = LocalDate.now(clock);
        var born = value(patientId, LetterFields.DATE_OF_BIRTH).flatMap(text -> DateOfBirth.parse(text, today));
        return AgeBand.of(born.orElse(null), today);
    }

    /**
     * Looks for patients who may be the same person and keeps them for the person who decides; also those of whom nobody
     * can tell because what is recorded cannot be read. Whoever somebody decided about already is not proposed again.
     * Audited.
     */
    public Search findDuplicates(String episodeId, String patientId) {
        var found = finder.find(patientId, decidedAbout(patientId));
        duplicates.forgetUndecided(episodeId);
        var shown = new ArrayList<PossibleDuplicate>();
        for (var candidate : found.candidates()) {
            if (candidate.isUnreadable()) {
                audit.record(AuditEvent.of(
                        AuditEvent.Kind.RECORD_UNREADABLE, candidate.patientId(), episodeId, "duplicates"));
            }
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
        if (found.candidates().stream().anyMatch(DuplicateFinder.Candidate::isUnreadable)) {
            return new Search(shown.size(), Extent.UNREADABLE);
        }
        boolean all = found.complete() && found.candidates().size() <= MOST_SHOWN;
        return new Search(shown.size(), all ? Extent.COMPLETE : Extent.TOO_MANY);
    }

    /**
     * Keeps what the person decided about those who were shown. Same person: the chosen one is linked, and stays a
     * patient with records of its own. Of whom nothing can be read, nothing but that is kept: they are proposed again.
     * Audited.
     *
     * @param choice number in the list that was shown; may be empty when only one was
     * @throws InvalidFormException when same person is decided and the list has no such number, or nobody can read who
     *     that is
     */
    public void decideDuplicates(
            String episodeId, String patientId, DuplicateDecision decision, Optional<Long> choice) {
        var shown = duplicates.undecided(episodeId);
        int chosen = decision == SAME_PERSON ? chosen(shown.size(), choice) : 0;
        var userId = CurrentStaff.get().map(Staff::userId).orElse("system");
        var readable = records.readableIdentities(
                        shown.stream().map(PossibleDuplicate::candidateId).collect(Collectors.toSet()))
                .keySet();
        for (var duplicate : shown) {
            boolean isChosen = duplicate.place() == chosen;
            if (readable.contains(duplicate.candidateId())) {
                boolean other = decision == SAME_PERSON && !isChosen;
                duplicate.decide(other ? NOT_CHOSEN : decision, userId, clock.instant());
            } else if (isChosen) {
                throw new InvalidFormException(Map.of(
                        "duplicateChoice",
                        "What is recorded of number " + chosen + " cannot be read, so nobody can tell who that is."
                                + " Tell the system administrator, and say that you cannot tell."));
            } else {
                duplicate.decide(CANNOT_TELL, userId, clock.instant());
            }
        }
        audit.record(AuditEvent.of(AuditEvent.Kind.DUPLICATES_DECIDED, patientId, episodeId, "duplicates")
                .with(decision.code() + (chosen == 0 ? "" : ",choice=" + chosen)));
    }

    /**
     * Keeps that the privacy notice was given, to whom and how, as the form of that step says.
     *
     * @param language code of the patient's language
     */
    public void recordPrivacyNotice(String episodeId, String patientId, String language) {
        var letter = records.identityOf(patientId);
        notices.given(patientId, episodeId, language, text(letter, "noticeReceiver"), text(letter, "noticeWay"));
    }

    private static String text(Map<String, Object> letter, String field) {
        return String.valueOf(Objects.requireNonNull(letter.get(field), field));
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
        return Optional.ofNullable(records.identityOf(patientId).get(field)).map(Object::toString);
    }

    /**
     * What was kept for the person who decides.
     *
     * @param count how many are shown
     */
    public record Search(int count, Extent extent) {}

    /** How far a search went. */
    public enum Extent {
        /** Everybody was compared, and all who look alike are shown. */
        COMPLETE("complete"),
        /** Not everybody could be compared or shown. */
        TOO_MANY("too-many"),
        /** What is recorded of somebody cannot be read; there may be too many besides. */
        UNREADABLE("unreadable");

        private final String code;

        Extent(String code) {
            this.code = code;
        }

        /** Returns the code that diagrams and forms use. */
        public String code() {
            return code;
        }
    }
}
