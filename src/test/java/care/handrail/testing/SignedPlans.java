package care.handrail.testing;

import care.handrail.access.DataClass;
import care.handrail.signoffs.SignedItem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Something to be signed that a test writes and changes as it likes. */
public final class SignedPlans implements SignedItem {

    private final Map<String, String> plans = new ConcurrentHashMap<>();

    /** Writes the plan of an id anew. */
    public void write(String id, String plan) {
        plans.put(id, plan);
    }

    @Override
    public String kind() {
        return "treatment-plan";
    }

    @Override
    public Map<DataClass, Map<String, String>> shown(String itemId) {
        var plan = plans.get(itemId);
        if (plan == null) {
            throw new IllegalArgumentException("There is no such plan.");
        }
        return Map.of(
                DataClass.OPERATIONAL, Map.of("Service", "Physiotherapy"),
                DataClass.IDENTITY, Map.of("Name", "Ottoline Quarrie"),
                DataClass.CLINICAL, Map.of("Plan", plan));
    }
}
