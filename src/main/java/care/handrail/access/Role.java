package care.handrail.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a member of staff does in the clinic. Each role but the administrator's is also a work queue. */
public enum Role {
    RECEPTION("reception", "Reception"),
    CARE_COORDINATION("care-coordination", "Care coordination"),
    CLINICIAN("clinician", "Clinicians"),
    PHYSIOTHERAPY("physiotherapy", "Physiotherapy"),
    NURSING("nursing", "Nursing"),
    CLINICAL_LEAD("clinical-lead", "Clinical lead"),
    OUT_OF_HOURS("out-of-hours", "Out of hours"),
    PRACTICE_MANAGER("practice-manager", "Practice manager"),
    BILLING_OFFICE("billing", "Billing"),
    COMPLIANCE("compliance", "Compliance"),
    GOVERNANCE("governance", "Clinical governance"),
    ADMINISTRATOR("administrator", "System administration");

    private final String group;
    private final String label;

    Role(String group, String label) {
        this.group = group;
        this.label = label;
    }

    /** Returns the id of the engine group, which is also the candidate group of the role's queue. */
    public String group() {
        return group;
    }

    public String label() {
        return label;
    }

    /** Tells whether this role may see data of the class, if perhaps of some patients only. */
    public boolean sees(DataClass dataClass) {
        return PermissionMatrix.shipped().reach(this, dataClass, Action.VIEW).isPresent();
    }

    /** Tells whether this role may do steps of the pile {@code clinical-judgement}. */
    public boolean isClinical() {
        return sees(DataClass.CLINICAL);
    }

    /**
     * Tells whether this role opens accounts, reads the audit trail or changes pathways. Whoever has it needs a passkey, and
     * nobody else gives it, or changes the account of somebody who has it, alone.
     */
    public boolean isPowerful() {
        return this == ADMINISTRATOR || this == COMPLIANCE || this == GOVERNANCE;
    }

    /** Tells whether this role has a work queue. */
    public boolean hasQueue() {
        return this != ADMINISTRATOR;
    }

    /** Tells whether one account may have these roles: nobody looks after the system and sees patients with one. */
    public static boolean mayBeHeldTogether(Set<Role> roles) {
        return !roles.contains(ADMINISTRATOR) || roles.stream().noneMatch(role -> role.sees(DataClass.IDENTITY));
    }

    /** Returns the role of a group id; empty for a group that is no role of the clinic. */
    public static Optional<Role> ofGroup(String group) {
        return Arrays.stream(values()).filter(role -> role.group.equals(group)).findFirst();
    }
}
