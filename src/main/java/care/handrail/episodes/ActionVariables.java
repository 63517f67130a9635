package care.handrail.episodes;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;

/** The variables of a follow-on action that code uses; declared beside the diagrams. */
public final class ActionVariables {

    public static final PathwayVariable<String> OWNER = PathwayVariable.code("actionOwner");
    public static final PathwayVariable<String> PERSON = PathwayVariable.id("actionPerson");
    public static final PathwayVariable<String> PLACE = PathwayVariable.code("actionPlace");
    public static final PathwayVariable<String> TEAM = PathwayVariable.code("actionTeam");
    public static final PathwayVariable<String> OFFICE = PathwayVariable.code("actionOffice");
    public static final PathwayVariable<String> DECIDED_BY = PathwayVariable.id("actionDecidedBy");
    public static final PathwayVariable<String> OUTCOME = PathwayVariable.code("actionOutcome");
    public static final PathwayVariable<String> REASON = PathwayVariable.code("actionReason");

    static final PathwayVariable<String> KIND = PathwayVariable.code("actionKind");
    static final PathwayVariable<String> ASKED_IN = PathwayVariable.code("actionAskedIn");
    static final PathwayVariable<Date> DUE_DATE = PathwayVariable.date("actionDueDate");
    static final PathwayVariable<Date> DUE_BY = PathwayVariable.date("dueBy");

    private ActionVariables() {}
}
