package care.handrail.signoffs;

import care.handrail.pathways.PathwayVariable;
import java.util.Date;

/** The variables of a sign-off that code uses; declared beside the diagrams. */
public final class SignOffVariables {

    static final PathwayVariable<String> PATIENT_ID = PathwayVariable.id("patientId");
    static final PathwayVariable<String> REFERENCE = PathwayVariable.id("reference");
    static final PathwayVariable<String> SITE = PathwayVariable.code("site");
    static final PathwayVariable<String> SERVICE_LINE = PathwayVariable.code("serviceLine");
    static final PathwayVariable<String> PRIORITY = PathwayVariable.code("priority");
    static final PathwayVariable<String> URGENCY = PathwayVariable.code("urgency");
    static final PathwayVariable<Date> DUE_BY = PathwayVariable.date("dueBy");
    static final PathwayVariable<String> KIND = PathwayVariable.code("signOffKind");
    static final PathwayVariable<String> AUTHOR = PathwayVariable.id("signOffAuthor");
    static final PathwayVariable<String> ROLE = PathwayVariable.code("signOffRole");

    /** Opaque id of the sign-off. */
    public static final PathwayVariable<String> ID = PathwayVariable.id("signOffId");

    /** User id of who completed the form last. */
    public static final PathwayVariable<String> SIGNER = PathwayVariable.id("signOffSigner");

    /** User id of who signed first of two. */
    public static final PathwayVariable<String> FIRST_SIGNER = PathwayVariable.id("signOffFirstSigner");

    /** User id of the colleague to whom it was handed on. */
    public static final PathwayVariable<String> COLLEAGUE = PathwayVariable.id("signOffColleague");

    public static final PathwayVariable<String> HAND_ON_REASON = PathwayVariable.code("handOnReason");
    public static final PathwayVariable<String> DECISION = PathwayVariable.code("signOffDecision");
    public static final PathwayVariable<String> REASON = PathwayVariable.code("signOffReason");
    public static final PathwayVariable<String> OUTCOME = PathwayVariable.code("signOffOutcome");

    /** Whether two people have to approve. */
    public static final PathwayVariable<Boolean> SECOND_NEEDED = PathwayVariable.flag("secondSignatureNeeded");

    /** Whether there is somebody who could sign. */
    public static final PathwayVariable<Boolean> SIGNER_AVAILABLE = PathwayVariable.flag("signerAvailable");

    private SignOffVariables() {}
}
