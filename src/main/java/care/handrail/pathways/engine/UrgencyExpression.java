package care.handrail.pathways.engine;

import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * The place of a work item in its queue: what a clinician is asked to look at now before urgent, before soon, before
 * routine. Lateness does not change it.
 */
class UrgencyExpression implements Expression {

    static final int AT_ONCE = 150;
    static final int URGENT = 100;
    static final int SOON = 60;
    static final int ROUTINE = 50;

    @Override
    public Object getValue(VariableScope scope) {
        return placeOf(scope);
    }

    static int placeOf(VariableScope scope) {
        if (Envelope.isAtOnce(scope)) {
            return AT_ONCE;
        }
        if (Envelope.isUrgent(scope)) {
            return URGENT;
        }
        return Envelope.SOON.equals(Envelope.get(scope, Envelope.PRIORITY)) ? SOON : ROUTINE;
    }

    @Override
    public void setValue(Object value, VariableScope scope) {
        throw new UnsupportedOperationException("urgency is set by a clinician, never by an expression");
    }

    @Override
    public String getExpressionText() {
        return "urgency";
    }

    @Override
    public boolean isLiteralText() {
        return false;
    }
}
