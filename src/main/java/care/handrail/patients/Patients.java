package care.handrail.patients;

import java.util.List;
import java.util.Set;

/**
 * Who the clinic's patients are: states and opaque ids only. What is personal of them lies in the records.
 *
 * <p>Nothing here ever joins the records of two patients. That two are one person is a link that a person makes and can
 * take back; both keep their own records.
 */
public interface Patients {

    /** Makes a patient of somebody who asks for help, and returns their opaque id. */
    String open();

    /** Tells whether there is a patient with the id. */
    boolean exists(String patientId);

    /**
     * Returns the state of the patient.
     *
     * @throws PatientNotFoundException when there is no such patient
     */
    RegistrationState state(String patientId);

    /** Returns the ids of all patients who are, as people decided, the same person; the patient is always among them. */
    Set<String> samePerson(String patientId);

    /**
     * Returns the decisions in force that the patient and another one are the same person. Permission: care coordination
     * or practice manager.
     *
     * @throws care.handrail.access.AccessRefusedException when the signed-in person has neither role
     */
    List<SamePersonLink> links(String patientId);

    /**
     * Takes back the decision that two patients are one person; both stay as they are. Permission: care coordination or
     * practice manager. Audited.
     *
     * @param patientId one of the two
     * @throws PatientNotFoundException when the patient has no such link in force
     * @throws care.handrail.access.AccessRefusedException when the signed-in person has neither role
     */
    void undoSamePerson(String patientId, String linkId, UndoReason reason);

    /**
     * A decision in force that two patients are the same person.
     *
     * @param id of the decision
     * @param decidedBy user id
     */
    record SamePersonLink(String id, String patientId, String otherPatientId, String decidedBy) {}
}
