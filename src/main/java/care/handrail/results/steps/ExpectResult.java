package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.Orders;
import care.handrail.results.ResultVariables;
import org.springframework.stereotype.Component;

/** Waits for the result until another day. */
@Component
class ExpectResult implements Step {

    private final Orders orders;

    ExpectResult(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void run(StepContext context) {
        orders.expect(
                context.episodeId(),
                context.require(ResultVariables.RESULT_EXPECTED_BY).toInstant());
    }
}
