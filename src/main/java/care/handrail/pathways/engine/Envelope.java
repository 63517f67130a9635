package care.handrail.pathways.engine;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;

/** The variables of an episode's processes that this room itself reads. */
final class Envelope {

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> REFERENCE = PathwayVariable.id("reference");
    static final PathwayVariable<String> SITE = PathwayVariable.code("site");
    static final PathwayVariable<String> SERVICE_LINE = PathwayVariable.code("serviceLine");
    static final PathwayVariable<String> PRIORITY = PathwayVariable.code("priority");
    static final PathwayVariable<String> URGENCY = PathwayVariable.code("urgency");

    /** By when at the latest whatever is open is to be done, where somebody said so. */
    static final PathwayVariable<Date> DUE_BY = PathwayVariable.date("dueBy");

    /** What a process that this room starts about another one takes over from it. */
    static final List<PathwayVariable<String>> ALL =
            List.of(PATIENT_ID, REFERENCE, SITE, SERVICE_LINE, PRIORITY, URGENCY);

    /** The value of {@link #URGENCY} that makes work urgent; a clinician sets it. */
    static final String URGENT = "urgent";

    /** The value of {@link #PRIORITY} that goes before routine work. */
    static final String SOON = "soon";

    /** The value of {@link #PRIORITY} of what somebody asks a clinician to look at now, before anybody has judged it. */
    static final String AT_ONCE = "at-once";

    /** The value of {@link #PRIORITY} of work that keeps its turn. */
    static final String ROUTINE = "routine";

    private Envelope() {}

    /** Returns the value of the variable; null when it is not set. */
    static <T> @Nullable T get(VariableScope scope, PathwayVariable<T> variable) {
        return variable.type().cast(scope.getVariable(variable.name()));
    }

    /** Tells whether a clinician has said that the patient cannot wait. */
    static boolean isUrgent(VariableScope scope) {
        return URGENT.equals(get(scope, URGENCY));
    }

    /** Tells whether somebody asks that a clinician looks now. */
    static boolean isAtOnce(VariableScope scope) {
        return AT_ONCE.equals(get(scope, PRIORITY));
    }

    /** Tells whether the work counts day and night. */
    static boolean cannotWait(VariableScope scope) {
        return isAtOnce(scope) || isUrgent(scope);
    }
}
