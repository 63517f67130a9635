package care.handrail.results.store;

import care.handrail.results.OrderState;
import care.handrail.results.ResultConflictException;
import care.handrail.shared.Aggregate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A test that a clinician ordered for a patient; guards what may follow what. Holds codes and opaque ids only. */
@Entity
@Table(name = "hr_test_order")
public class TestOrder extends Aggregate {

    private String number;
    private String patientId;
    private @Nullable String episodeId;
    private @Nullable String site;
    private @Nullable String serviceLine;
    private String orderedBy;
    private String testKind;
    private Instant placedAt;
    private Instant expectedBy;

    @Enumerated(EnumType.STRING)
    private OrderState state;

    private @Nullable String endReason;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected TestOrder() {}

    /** Places an order. */
    public TestOrder(String id, String number, About about, String testKind, Instant expectedBy, Instant now) {
        super(id);
        this.number = number;
        this.patientId = about.patientId();
        this.episodeId = about.episodeId();
        this.site = about.site();
        this.serviceLine = about.serviceLine();
        this.orderedBy = about.orderedBy();
        this.testKind = testKind;
        this.expectedBy = expectedBy;
        this.placedAt = now;
        this.state = OrderState.WAITING;
    }

    /**
     * Whose order it is.
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

    /** Notes that a result was filed. A further report of the same order changes nothing; so does a late one. */
    public void resulted() {
        if (state == OrderState.WAITING) {
            state = OrderState.RESULTED;
        }
    }

    /** Waits again: the result was not this patient's. Tells whether it had stopped to wait for it. */
    public boolean waitAgain() {
        boolean stopped = state == OrderState.RESULTED;
        if (stopped) {
            state = OrderState.WAITING;
        }
        return stopped;
    }

    /** Waits until another day. */
    public void expect(Instant by) {
        requireWaiting();
        expectedBy = by;
    }

    /** Ends the waiting, for the reason that a clinician gave. */
    public void end(String reason) {
        requireWaiting();
        state = OrderState.ENDED;
        endReason = reason;
    }

    private void requireWaiting() {
        if (state != OrderState.WAITING) {
            throw new ResultConflictException(
                    "The order %s is %s: nothing is waited for.".formatted(number, state.code()));
        }
    }

    public String number() {
        return number;
    }

    public String patientId() {
        return patientId;
    }

    public Optional<String> episodeId() {
        return Optional.ofNullable(episodeId);
    }

    public Optional<String> site() {
        return Optional.ofNullable(site);
    }

    public Optional<String> serviceLine() {
        return Optional.ofNullable(serviceLine);
    }

    public String orderedBy() {
        return orderedBy;
    }

    public String testKind() {
        return testKind;
    }

    public Instant placedAt() {
        return placedAt;
    }

    public Instant expectedBy() {
        return expectedBy;
    }

    public OrderState state() {
        return state;
    }

    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
    }
}
