package care.handrail.results;

import care.handrail.pathways.FieldRule;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A number of an order that somebody types in is one of ours. */
@Component
class OrderNumberRule implements FieldRule {

    private final ObjectProvider<Orders> orders;

    OrderNumberRule(ObjectProvider<Orders> orders) {
        this.orders = orders;
    }

    @Override
    public boolean appliesTo(String key) {
        return key.equals(ResultVariables.ORDER_NUMBER.name());
    }

    @Override
    public Optional<String> problem(Object value) {
        return orders.getObject().exists(value.toString())
                ? Optional.empty()
                : Optional.of("There is no order with this number. It has eight signs, for example K7QM-2XWD.");
    }
}
