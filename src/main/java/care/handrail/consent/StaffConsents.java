package care.handrail.consent;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.Action;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Permissions;
import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.Patients;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What staff may see and record of a patient's consents outside of work items. They are data of class contact: what was
 * arranged with the patient. Each verb and each refusal is audited.
 */
@Service
@Transactional
public class StaffConsents {

    private final Consents consents;
    private final Patients patients;
    private final Permissions permissions;
    private final Audit audit;

    StaffConsents(Consents consents, Patients patients, Permissions permissions, Audit audit) {
        this.consents = consents;
        this.patients = patients;
        this.permissions = permissions;
        this.audit = audit;
    }

    /**
     * Returns what holds now and all that was recorded, under other registrations of the same person too as far as those
     * are open to the signed-in person. Permission: to view data of class contact, of each registration.
     *
     * @throws PatientNotFoundException when there is no such patient, or the person has no care relationship that their
     *     role needs
     * @throws AccessRefusedException when no role of the person ever sees it
     */
    public ConsentView view(String patientId) {
        var opened = new TreeMap<String, Optional<String>>();
        opened.put(patientId, permitted(Action.VIEW, patientId));
        for (var other : patients.samePerson(patientId)) {
            if (!other.equals(patientId)) {
                var permitted = ask(Action.VIEW, other);
                if (permitted.allows(DataClass.CONTACT)) {
                    opened.put(other, Optional.ofNullable(permitted.basis()));
                }
            }
        }
        audit.recordAll(opened.entrySet().stream()
                .map(one -> AuditEvent.of(Kind.CONSENTS_VIEWED, one.getKey(), null, "consents")
                        .withBasis(one.getValue().orElse(null)))
                .toList());
        return consents.view(patientId, opened.keySet());
    }

    /**
     * Records that somebody agreed, as {@link Consents#permit}, and returns what holds now. Permission: to create data of
     * class contact, and to view it; errors as for {@link #view}.
     */
    public ConsentView permit(
            String patientId, Consents.Part part, Consents.@Nullable Version version, Consents.Said said) {
        var basis = permitted(Action.CREATE, patientId);
        consents.permit(patientId, null, part, version, said, basis.orElse(null));
        return view(patientId);
    }

    /** Returns the care relationship by which it is permitted; empty when the role is enough. */
    private Optional<String> permitted(Action action, String patientId) {
        patients.state(patientId);
        var permitted = ask(action, patientId);
        if (permitted.allows(DataClass.CONTACT)) {
            return Optional.ofNullable(permitted.basis());
        }
        audit.refuse(AuditEvent.of(Kind.ACCESS_REFUSED, patientId, null, "consents")
                .with(DataClass.CONTACT.code())
                .refused());
        if (permitted.outsideOfTeam().isEmpty()) {
            throw new AccessRefusedException("Your role does not see what was arranged with patients.");
        }
        throw new PatientNotFoundException("There is no such patient.");
    }

    private Permissions.Permitted ask(Action action, String patientId) {
        var staff = CurrentStaff.get().orElseThrow(() -> new AccessRefusedException("Sign in first."));
        return permissions.ask(staff, action, Set.of(DataClass.CONTACT), Permissions.Subject.patient(patientId));
    }
}
