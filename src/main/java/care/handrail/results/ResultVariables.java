package care.handrail.results;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;

/** The variables of orders and results that the program uses; declared in {@code processes/results/variables.yaml}. */
public final class ResultVariables {

    public static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    public static final PathwayVariable<String> REFERENCE = PathwayVariable.id("reference");
    public static final PathwayVariable<String> SITE = PathwayVariable.code("site");
    public static final PathwayVariable<String> SERVICE_LINE = PathwayVariable.code("serviceLine");
    public static final PathwayVariable<String> PRIORITY = PathwayVariable.code("priority");
    public static final PathwayVariable<String> URGENCY = PathwayVariable.code("urgency");

    public static final PathwayVariable<String> TEST_KIND = PathwayVariable.code("testKind");
    public static final PathwayVariable<Date> RESULT_EXPECTED_BY = PathwayVariable.date("resultExpectedBy");
    public static final PathwayVariable<String> ORDER_OUTCOME = PathwayVariable.code("orderOutcome");

    public static final PathwayVariable<Boolean> RESULT_CRITICAL = PathwayVariable.flag("resultCritical");
    public static final PathwayVariable<String> RESULT_STATUS = PathwayVariable.code("resultStatus");
    public static final PathwayVariable<Boolean> RESULT_AGREES = PathwayVariable.flag("resultAgrees");
    public static final PathwayVariable<Boolean> RESULT_CURRENT = PathwayVariable.flag("resultCurrent");
    public static final PathwayVariable<Boolean> RESULT_REVIEWED = PathwayVariable.flag("resultReviewed");
    public static final PathwayVariable<Long> RESULT_VERSION = PathwayVariable.number("resultVersion");
    public static final PathwayVariable<String> RESULT_ORDERED_BY = PathwayVariable.id("resultOrderedBy");

    public static final PathwayVariable<String> RESULT_SETTLEMENT = PathwayVariable.code("resultSettlement");
    public static final PathwayVariable<String> ORDER_NUMBER = PathwayVariable.id("orderNumber");
    public static final PathwayVariable<String> SEND_BACK_REASON = PathwayVariable.code("sendBackReason");
    public static final PathwayVariable<String> RESULT_IDENTITY = PathwayVariable.code("resultIdentity");
    public static final PathwayVariable<String> RESULT_SETTLED_BY = PathwayVariable.id("resultSettledBy");
    public static final PathwayVariable<String> RESULT_CONFIRMATION = PathwayVariable.code("resultConfirmation");
    public static final PathwayVariable<String> RESULT_CONFIRMED_BY = PathwayVariable.id("resultConfirmedBy");

    public static final PathwayVariable<String> RESULT_DECISION = PathwayVariable.code("resultDecision");
    public static final PathwayVariable<String> RESULT_REVIEWED_BY = PathwayVariable.id("resultReviewedBy");
    public static final PathwayVariable<String> RESULT_TELLING = PathwayVariable.code("resultTelling");
    public static final PathwayVariable<Long> RESULT_TRIES = PathwayVariable.number("resultTries");
    public static final PathwayVariable<String> RESULT_TOLD_BY = PathwayVariable.id("resultToldBy");

    /** Value of {@link #PRIORITY} of work that keeps its turn. */
    public static final String ROUTINE = "routine";

    /** Value of {@link #PRIORITY} of what somebody asks to be looked at now. */
    static final String AT_ONCE = "at-once";

    private ResultVariables() {}
}
