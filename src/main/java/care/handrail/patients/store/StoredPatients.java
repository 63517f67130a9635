package care.handrail.patients.store;

import static care.handrail.patients.DuplicateDecision.SAME_PERSON;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.Patients;
import care.handrail.patients.RegistrationState;
import care.handrail.patients.UndoReason;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps patients in the database. */
@Component
@Transactional
class StoredPatients implements Patients {

    private final PatientTable patients;
    private final PossibleDuplicateTable duplicates;
    private final Audit audit;
    private final Clock clock;

    StoredPatients(PatientTable patients, PossibleDuplicateTable duplicates, Audit audit, Clock clock) {
        this.patients = patients;
        this.duplicates = duplicates;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String open() {
        return patients.save(new Patient(Ids.next(), clock.instant())).getId();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean exists(String patientId) {
        return patients.existsById(patientId);
    }

    @Override
    @Transactional(readOnly = true)
    public RegistrationState state(String patientId) {
        return patients.findById(patientId)
                .orElseThrow(() -> new PatientNotFoundException("There is no such patient."))
                .registrationState();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> samePerson(String patientId) {
        var known = new HashSet<>(Set.of(patientId));
        var next = Set.of(patientId);
        while (!next.isEmpty()) {
            var found = new HashSet<String>();
            for (var link : duplicates.inForce(next, Set.of(SAME_PERSON))) {
                found.add(link.patientId());
                found.add(link.candidateId());
            }
            found.removeAll(known);
            known.addAll(found);
            next = found;
        }
        return known;
    }

    @Override
    public List<SamePersonLink> links(String patientId) {
        permitted(AuditEvent.Kind.ACCESS_REFUSED, patientId);
        audit.record(AuditEvent.of(AuditEvent.Kind.SAME_PERSON_VIEWED, known(patientId), null, "same-person"));
        return duplicates.inForce(Set.of(patientId), Set.of(SAME_PERSON)).stream()
                .map(link -> new SamePersonLink(
                        link.getId(),
                        patientId,
                        link.patientId().equals(patientId) ? link.candidateId() : link.patientId(),
                        link.decidedBy().orElseThrow()))
                .toList();
    }

    @Override
    public void undoSamePerson(String patientId, String linkId, UndoReason reason) {
        var undone = AuditEvent.of(AuditEvent.Kind.SAME_PERSON_UNDONE, patientId, null, "same-person:" + linkId)
                .with(reason.code());
        var staff = permitted(undone.kind(), patientId);
        duplicates
                .findById(linkId)
                .filter(link -> link.joinsOnePerson() && link.concerns(patientId))
                .orElseThrow(() -> new PatientNotFoundException(
                        "There is no such decision in force that this patient and another one are the same person."))
                .undo(reason, staff.userId(), clock.instant());
        audit.record(undone);
    }

    private Staff permitted(AuditEvent.Kind kind, String patientId) {
        return CurrentStaff.get()
                .filter(person -> person.has(Role.CARE_COORDINATION) || person.has(Role.PRACTICE_MANAGER))
                .orElseThrow(() -> {
                    audit.refuse(AuditEvent.of(kind, known(patientId), null, "same-person"));
                    return new AccessRefusedException(
                            "Only care coordination or a practice manager sees and takes back who is the same person.");
                });
    }

    /** The trail names a patient only if there is one: it is kept in clear, and anything can be typed as an id. */
    private @Nullable String known(String patientId) {
        return patients.existsById(patientId) ? patientId : null;
    }
}
