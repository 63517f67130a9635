package care.handrail.results;

import care.handrail.audit.Audit;
import care.handrail.audit.AuditEvent;
import care.handrail.audit.AuditEvent.Kind;
import care.handrail.pathways.InvalidFormException;
import care.handrail.results.store.TestOrder;
import care.handrail.results.store.TestOrderStore;
import care.handrail.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tests that clinicians have ordered. A result is known by the number of its order, and an order whose result does not
 * come in time is somebody's work.
 *
 * <p>Everything joins the caller's transaction. Permission is the caller's.
 */
@Service
public class Orders {

    /** The process that waits for the result; its key is the order's id. */
    public static final String PROCESS = "TestOrder";

    private final TestOrderStore orders;
    private final Audit audit;
    private final Clock clock;

    Orders(TestOrderStore orders, Audit audit, Clock clock) {
        this.orders = orders;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An order that was placed.
     *
     * @param id opaque; the key of its process
     * @param number what the laboratory has to name, for example {@code K7QM-2XWD}
     */
    public record Placed(String id, String number) {}

    /**
     * Whose test it is.
     *
     * @param episodeId episode of care that it belongs to; null when it belongs to none
     * @param orderedBy user id of the clinician
     */
    public record About(
            String patientId,
            @Nullable String episodeId,
            @Nullable String site,
            @Nullable String serviceLine,
            String orderedBy) {}

    /**
     * Places an order; the caller starts its process. Audited.
     *
     * @param testKind code: laboratory, imaging or other
     * @throws InvalidFormException when the result is expected before now
     */
    @Transactional
    public Placed place(About about, String testKind, Instant expectedBy) {
        if (!expectedBy.isAfter(clock.instant())) {
            throw new InvalidFormException(Map.of(
                    ResultVariables.RESULT_EXPECTED_BY.name(),
                    "Choose a day to come: on it somebody asks where the result is."));
        }
        var order = orders.save(new TestOrder(
                Ids.next(),
                Ids.reference(),
                new TestOrder.About(
                        about.patientId(), about.episodeId(), about.site(), about.serviceLine(), about.orderedBy()),
                testKind,
                expectedBy,
                clock.instant()));
        audit.record(event(Kind.TEST_ORDERED, order).with(testKind));
        return new Placed(order.getId(), order.number());
    }

    /** Waits for the result until another day, as the laboratory said or a clinician decided. */
    @Transactional
    public void expect(String id, Instant by) {
        orders.findById(id).orElseThrow().expect(by);
    }

    /** Ends the waiting for the reason that a clinician gave. Audited. */
    @Transactional
    public void end(String id, String reason) {
        var order = orders.findById(id).orElseThrow();
        order.end(reason);
        audit.record(event(Kind.TEST_ORDER_ENDED, order).with(reason));
    }

    /** Tells whether there is an order with the number, as people write it. */
    @Transactional(readOnly = true)
    public boolean exists(String number) {
        return find(number).isPresent();
    }

    Optional<TestOrder> find(String number) {
        return orders.withNumber(number.strip().toUpperCase(Locale.ROOT));
    }

    Optional<TestOrder> withId(String id) {
        return orders.findById(id);
    }

    private static AuditEvent event(Kind kind, TestOrder order) {
        return AuditEvent.of(kind, order.patientId(), order.getId(), "test-order:" + order.number());
    }
}
