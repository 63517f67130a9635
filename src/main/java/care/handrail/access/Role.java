package care.handrail.access;

import static care.handrail.access.DataClass.BILLING;
import static care.handrail.access.DataClass.CLINICAL;
import static care.handrail.access.DataClass.CONTACT;
import static care.handrail.access.DataClass.IDENTITY;
import static care.handrail.access.DataClass.OPERATIONAL;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a member of staff does in the clinic. Each role but the administrator's is also a work queue. */
public enum Role {
    RECEPTION("reception", "Reception", Set.of(OPERATIONAL, IDENTITY, CONTACT, BILLING)),
    CARE_COORDINATION("care-coordination", "Care coordination", Set.of(OPERATIONAL, IDENTITY, CONTACT, BILLING)),
    CLINICIAN("clinician", "Clinicians", Set.of(OPERATIONAL, IDENTITY, CONTACT, CLINICAL)),
    PHYSIOTHERAPY("physiotherapy", "Physiotherapy", Set.of(OPERATIONAL, IDENTITY, CONTACT, CLINICAL)),
    NURSING("nursing", "Nursing", Set.of(OPERATIONAL, IDENTITY, CONTACT, CLINICAL)),
    CLINICAL_LEAD("clinical-lead", "Clinical lead", Set.of(OPERATIONAL, IDENTITY, CONTACT, CLINICAL)),
    OUT_OF_HOURS("out-of-hours", "Out of hours", Set.of(OPERATIONAL, IDENTITY, CONTACT, CLINICAL)),
    PRACTICE_MANAGER("practice-manager", "Practice manager", Set.of(OPERATIONAL)),
    BILLING_OFFICE("billing", "Billing", Set.of(OPERATIONAL, IDENTITY, BILLING)),
    COMPLIANCE("compliance", "Compliance", Set.of(OPERATIONAL)),
    GOVERNANCE("governance", "Clinical governance", Set.of(OPERATIONAL)),
    ADMINISTRATOR("administrator", "System administration", Set.of(OPERATIONAL));

    private final String group;
    private final String label;
    private final Set<DataClass> sees;

    Role(String group, String label, Set<DataClass> sees) {
        this.group = group;
        this.label = label;
        this.sees = sees;
    }

    /** Returns the id of the engine group, which is also the candidate group of the role's queue. */
    public String group() {
        return group;
    }

    public String label() {
        return label;
    }

    /** Tells whether this role may see and record data of the class in the course of its work items. */
    public boolean sees(DataClass dataClass) {
        return sees.contains(dataClass);
    }

    /** Tells whether this role may do steps of the pile {@code clinical-judgement}. */
    public boolean isClinical() {
        return sees.contains(CLINICAL);
    }

    /** Tells whether this role has a work queue. */
    public boolean hasQueue() {
        return this != ADMINISTRATOR;
    }

    /** Returns the role of a group id; empty for a group that is no role of the clinic. */
    public static Optional<Role> ofGroup(String group) {
        return Arrays.stream(values()).filter(role -> role.group.equals(group)).findFirst();
    }
}
