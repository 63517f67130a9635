package care.handrail.referrals;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;

/** The variables of referrals that the program uses; declared in {@code processes/referrals/variables.yaml}. */
public final class ReferralVariables {

    public static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    public static final PathwayVariable<String> REFERENCE = PathwayVariable.id("reference");
    public static final PathwayVariable<String> SITE = PathwayVariable.code("site");
    public static final PathwayVariable<String> SERVICE_LINE = PathwayVariable.code("serviceLine");
    public static final PathwayVariable<String> PRIORITY = PathwayVariable.code("priority");
    public static final PathwayVariable<String> URGENCY = PathwayVariable.code("urgency");
    public static final PathwayVariable<Long> CHASE_COUNT = PathwayVariable.number("chaseCount");

    public static final PathwayVariable<String> SERVICE = PathwayVariable.code("referralService");
    public static final PathwayVariable<String> STATE = PathwayVariable.code("referralState");
    public static final PathwayVariable<String> NEWS = PathwayVariable.code("referralNews");
    public static final PathwayVariable<String> SPEAKER = PathwayVariable.code("referralSpeaker");
    public static final PathwayVariable<String> DOUBT = PathwayVariable.code("referralDoubt");
    public static final PathwayVariable<String> FORMER_SERVICE = PathwayVariable.code("formerService");
    public static final PathwayVariable<Boolean> HELD = PathwayVariable.flag("referralHeld");
    public static final PathwayVariable<String> BACK = PathwayVariable.code("referralBack");
    public static final PathwayVariable<String> OUTCOME = PathwayVariable.code("referralOutcome");
    public static final PathwayVariable<String> DOCUMENTS = PathwayVariable.code("referralDocuments");
    public static final PathwayVariable<Boolean> COMPLETE = PathwayVariable.flag("referralComplete");
    public static final PathwayVariable<Date> DECIDED = PathwayVariable.date("referralDecided");
    public static final PathwayVariable<Boolean> SIGNED = PathwayVariable.flag("referralSigned");
    public static final PathwayVariable<String> ANSWER_WITHIN = PathwayVariable.code("answerWithin");
    public static final PathwayVariable<Date> DEADLINE = PathwayVariable.date("referralDeadline");
    public static final PathwayVariable<Date> APPOINTMENT = PathwayVariable.date("appointmentDate");
    public static final PathwayVariable<String> REFERRER = PathwayVariable.id("referrer");
    public static final PathwayVariable<String> CLOSER = PathwayVariable.id("referralCloser");
    public static final PathwayVariable<String> CANCEL_REASON = PathwayVariable.code("cancelReason");

    public static final PathwayVariable<String> SIGN_OFF_OUTCOME = PathwayVariable.code("signOffOutcome");

    public static final PathwayVariable<String> CARE_OUTCOME = PathwayVariable.code("episodeOutcome");
    public static final PathwayVariable<Boolean> SUMMARY_IS_REPORT = PathwayVariable.flag("summaryIsReport");
    public static final PathwayVariable<String> REPORT_DECISION = PathwayVariable.code("reportDecision");
    public static final PathwayVariable<String> NO_REPORT_REASON = PathwayVariable.code("noReportReason");
    public static final PathwayVariable<String> REFERRER_TOLD = PathwayVariable.code("referrerTold");

    private ReferralVariables() {}
}
