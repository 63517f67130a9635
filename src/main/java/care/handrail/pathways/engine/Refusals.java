package care.handrail.pathways.engine;

import care.handrail.access.AccessRefusedException;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.WorkItemTakenException;
import java.util.function.Supplier;

/** Turns what the engine side refuses into what the rooms' façades promise. */
final class Refusals {

    private Refusals() {}

    /** Does the work; a refusal from within the engine comes out as a façade's own exception. */
    static <T> T asOurs(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw RefusedException.in(e).map(Refusals::ours).orElse(e);
        }
    }

    private static RuntimeException ours(RefusedException refused) {
        String sentence = String.valueOf(refused.getMessage());
        if (refused instanceof InvalidForm invalid) {
            return new InvalidFormException(invalid.problems());
        }
        return switch (refused.status()) {
            case 401, 403 -> new AccessRefusedException(sentence);
            case 404, 409 -> new WorkItemTakenException(sentence);
            default -> refused;
        };
    }
}
