package care.handrail.results.steps;

import care.handrail.pathways.Step;
import care.handrail.pathways.StepContext;
import care.handrail.results.Orders;
import care.handrail.results.ResultVariables;
import org.springframework.stereotype.Component;

/** Ends the waiting for a result, for the reason that a clinician gave. */
@Component
class EndOrder implements Step {

    private final Orders orders;

    EndOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void run(StepContext context) {
        orders.end(context.episodeId(), context.require(ResultVariables.ORDER_OUTCOME));
    }
}
