package care.handrail.referrals.steps;

import care.handrail.pathways.PathwayVariable;

/** The variables of a referral to us that its steps use; declared in {@code processes/referrals/variables.yaml}. */
final class InboundVariables {

    static final PathwayVariable<Boolean> REFERRAL_COMPLETE = PathwayVariable.flag("referralComplete");
    static final PathwayVariable<Boolean> REFERRAL_REPEATED = PathwayVariable.flag("referralRepeated");
    static final PathwayVariable<String> REFERRAL_TRIAGE = PathwayVariable.code("referralTriage");

    static final PathwayVariable<String> REFERRAL_WAY = PathwayVariable.code("referralWay");

    private InboundVariables() {}
}
