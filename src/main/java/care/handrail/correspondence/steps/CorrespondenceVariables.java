package care.handrail.correspondence.steps;

import care.handrail.pathways.PathwayVariable;

/** The variables that the steps use; declared in {@code processes/correspondence/variables.yaml}. */
final class CorrespondenceVariables {

    static final PathwayVariable<String> STATE = PathwayVariable.code("correspondenceState");
    static final PathwayVariable<String> DECISION = PathwayVariable.code("correspondenceDecision");
    static final PathwayVariable<Boolean> SETTLED = PathwayVariable.flag("correspondenceSettled");

    private CorrespondenceVariables() {}
}
