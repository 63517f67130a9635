package care.handrail.pathways;

import care.handrail.access.DataClass;
import care.handrail.access.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of work a step is, and so who may be given it. */
public enum Pile {
    /** Work on administrative facts; any role may do it. */
    ADMINISTRATIVE,
    /** Work that needs to see the patient's data; a role that sees what the step's own role sees may do it. */
    REVIEWED_PHI,
    /** Clinical judgement; only clinicians may do it. */
    CLINICAL_JUDGEMENT;

    /** Returns the pile that a diagram names, for example {@code reviewed-phi}; empty when there is no such pile. */
    public static Optional<Pile> ofCode(String code) {
        return Arrays.stream(values()).filter(pile -> pile.code().equals(code)).findFirst();
    }

    /** Returns the name as diagrams and decision tables write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Tells whether a role may be given a step of this pile that stands in another role's queue. Lateness never widens
     * what a role may see or decide.
     */
    public boolean mayBeGivenTo(Role role, Role queue) {
        if (!role.hasQueue()) {
            return false;
        }
        return switch (this) {
            case ADMINISTRATIVE -> true;
            case REVIEWED_PHI ->
                DataClass.ofForms().stream().filter(queue::sees).allMatch(role::sees);
            case CLINICAL_JUDGEMENT -> role.isClinical();
        };
    }
}
