package care.handrail.results.store;

import static care.handrail.results.ResultState.CLOSED;
import static care.handrail.results.ResultState.FILED;
import static care.handrail.results.ResultState.QUARANTINED;
import static care.handrail.results.ResultState.RECEIVED;
import static care.handrail.results.ResultState.REVIEWED;
import static care.handrail.results.ResultState.SENT_BACK;
import static care.handrail.results.ResultState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.results.ResultConflictException;
import care.handrail.results.ResultState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event in every state of a result and of an order: what it leads to, or that it is refused and changes nothing. */
class ResultStateMachineTests {

    private static final Instant NOW = Instant.parse("2026-11-16T10:00:00Z");

    private enum Event {
        NAME(result -> result.names(order())),
        AGREE(result -> result.agreesOn("patient-1")),
        QUARANTINE(result -> result.quarantine(List.of("patient-1", "patient-2"))),
        SETTLE(result -> result.settle("patient-1", null, true, "coordinator")),
        CONFIRM(result -> result.confirm("coordinator2")),
        SEND_BACK(result -> result.sendBack("not-identified")),
        FILE(Result::file),
        TAKE_BACK(Result::takeBack),
        REVIEW(result -> result.review("treat", "urgent", "clinician", NOW)),
        WRITE(result -> result.writes("letter-1")),
        CLOSE(result -> result.close("letter", "nurse", NOW)),
        REOPEN(result -> result.reopen("letter-1")),
        SUPERSEDE(result -> result.supersede(received())),
        REINSTATE(Result::reinstate);

        private final Consumer<Result> happens;

        Event(Consumer<Result> happens) {
            this.happens = happens;
        }
    }

    /** What follows; an event that is absent is refused. A settled result is tried besides, below. */
    private static final Map<ResultState, Map<Event, ResultState>> FOLLOWS = Map.of(
            RECEIVED,
                    Map.of(
                            Event.NAME, RECEIVED,
                            Event.AGREE, RECEIVED,
                            Event.QUARANTINE, QUARANTINED),
            QUARANTINED, Map.of(Event.SETTLE, QUARANTINED, Event.SEND_BACK, SENT_BACK),
            SENT_BACK, Map.of(),
            FILED,
                    Map.of(
                            Event.TAKE_BACK, QUARANTINED,
                            Event.REVIEW, REVIEWED,
                            Event.SUPERSEDE, SUPERSEDED),
            REVIEWED, Map.of(Event.WRITE, REVIEWED, Event.CLOSE, CLOSED, Event.SUPERSEDE, SUPERSEDED),
            CLOSED, Map.of(Event.REOPEN, REVIEWED, Event.SUPERSEDE, SUPERSEDED),
            SUPERSEDED, Map.of(Event.REINSTATE, FILED));

    static Stream<Arguments> everyEventInEveryState() {
        return Stream.of(ResultState.values())
                .flatMap(state -> Stream.of(Event.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest(name = "{1} when {0}")
    @MethodSource("everyEventInEveryState")
    void leadsOnOrIsRefused(ResultState state, Event event) {
        var result = in(state);
        var next = Objects.requireNonNull(FOLLOWS.get(state)).get(event);
        if (next == null) {
            assertThatThrownBy(() -> event.happens.accept(result)).isInstanceOf(ResultConflictException.class);
            assertThat(result.state()).isEqualTo(state);
        } else {
            event.happens.accept(result);
            assertThat(result.state()).isEqualTo(next);
        }
    }

    @Test
    void isFiledWhenOrderAndPatientAgree() {
        var result = received();
        result.agreesOn("patient-1");
        assertThat(result.file()).isEqualTo("patient-1");
        assertThat(result.state()).isEqualTo(FILED);
    }

    @Test
    void isFiledByOnePersonWhenNothingIsChanged() {
        var result = in(QUARANTINED);
        result.settle("patient-2", "order-1", false, "coordinator");
        assertThat(result.file()).isEqualTo("patient-2");
        assertThat(result.chosenOrderId()).contains("order-1");
    }

    @Test
    void isNotFiledByOnePersonAloneWhenSomethingIsChanged() {
        var result = in(QUARANTINED);
        result.settle("patient-2", null, true, "coordinator");
        assertThatThrownBy(result::file).isInstanceOf(ResultConflictException.class);
        assertThatThrownBy(() -> result.confirm("coordinator")).isInstanceOf(ResultConflictException.class);
        assertThatThrownBy(result::file).isInstanceOf(ResultConflictException.class);
        result.confirm("coordinator2");
        assertThat(result.file()).isEqualTo("patient-2");
    }

    @Test
    void needsANewConfirmationForANewAnswer() {
        var result = in(QUARANTINED);
        result.settle("patient-1", null, true, "coordinator");
        result.confirm("coordinator2");
        result.settle("patient-2", null, true, "coordinator");
        assertThatThrownBy(result::file).isInstanceOf(ResultConflictException.class);
    }

    @Test
    void forgetsWhoseItWasWhenItIsTakenBack() {
        var result = in(FILED);
        assertThat(result.takeBack()).isEqualTo("patient-1");
        assertThat(result.patientId()).isEmpty();
        assertThat(result.chosenOrderId()).isEmpty();
        assertThatThrownBy(result::file).isInstanceOf(ResultConflictException.class);
    }

    @Test
    void isToldAgainOnlyWhenItIsClosedByTheLetterThatCameBack() {
        var told = in(REVIEWED);
        told.writes("letter-1");
        told.close("told", "nurse", NOW);
        assertThatThrownBy(() -> told.reopen("letter-1")).isInstanceOf(ResultConflictException.class);

        var written = in(REVIEWED);
        written.writes("letter-1");
        written.writes("letter-2");
        written.close("letter", "nurse", NOW);
        assertThatThrownBy(() -> written.reopen("letter-1")).isInstanceOf(ResultConflictException.class);
        assertThat(written.outcome()).contains("letter");
        written.reopen("letter-2");
        assertThat(written.state()).isEqualTo(REVIEWED);
        assertThat(written.outcome()).isEmpty();
        assertThat(written.urgency()).contains("urgent");
    }

    @Test
    void tellsWhetherItWasStillWorkedOnWhenANewerVersionTakesItsPlace() {
        assertThat(in(FILED).supersede(received())).isTrue();
        assertThat(in(REVIEWED).supersede(received())).isTrue();
        assertThat(in(CLOSED).supersede(received())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"amended", "corrected", "entered-in-error"})
    void takesThePlaceOfWhatArrivedBeforeWhenItCorrectsWhateverTheClockOfTheSenderSaid(String status) {
        var first = version("final", NOW, NOW);
        var correction = version(status, NOW.minusSeconds(60), NOW.plusSeconds(1));
        assertThat(correction.isOlderThan(first)).isFalse();
        assertThat(first.isOlderThan(correction)).isTrue();
    }

    @Test
    void takesThePlaceOfAPreliminaryReportThatArrivedBeforeWhenItIsFinal() {
        var preliminary = version("preliminary", NOW, NOW);
        var last = version("final", NOW.minusSeconds(60), NOW.plusSeconds(1));
        assertThat(last.isOlderThan(preliminary)).isFalse();
        assertThat(preliminary.isOlderThan(last)).isTrue();
    }

    @Test
    void givesWayToWhatWasIssuedLaterWhenNothingIsCorrected() {
        var first = version("final", NOW, NOW);
        var late = version("final", NOW.minusSeconds(60), NOW.plusSeconds(1));
        assertThat(late.isOlderThan(first)).isTrue();
        assertThat(first.isOlderThan(late)).isFalse();
        var overtaken = version("corrected", NOW, NOW);
        var newer = version("final", NOW.plusSeconds(60), NOW.plusSeconds(61));
        assertThat(overtaken.isOlderThan(newer)).isTrue();
    }

    @Test
    void anOrderWaitsUntilItHasAResultOrAClinicianEndsIt() {
        var order = order();
        order.expect(NOW.plusSeconds(60));
        assertThat(order.expectedBy()).isEqualTo(NOW.plusSeconds(60));
        order.resulted();
        assertThat(order.state().code()).isEqualTo("resulted");
        order.resulted();
        assertThatThrownBy(() -> order.end("lost")).isInstanceOf(ResultConflictException.class);
        assertThatThrownBy(() -> order.expect(NOW)).isInstanceOf(ResultConflictException.class);
        assertThat(order.waitAgain()).isTrue();
        assertThat(order.waitAgain()).isFalse();
        order.end("lost");
        assertThat(order.endReason()).contains("lost");
        order.resulted();
        assertThat(order.state().code()).isEqualTo("ended");
        assertThat(order.waitAgain()).isFalse();
        for (Runnable refused : Set.<Runnable>of(() -> order.end("lost"), () -> order.expect(NOW))) {
            assertThatThrownBy(refused::run).isInstanceOf(ResultConflictException.class);
        }
    }

    private static Result in(ResultState state) {
        var result = received();
        switch (state) {
            case RECEIVED -> {}
            case QUARANTINED -> result.quarantine(List.of("patient-1", "patient-2"));
            case SENT_BACK -> {
                result.quarantine(List.of());
                result.sendBack("not-identified");
            }
            default -> {
                result.agreesOn("patient-1");
                result.file();
                if (state != FILED) {
                    later(result, state);
                }
            }
        }
        return result;
    }

    private static void later(Result result, ResultState state) {
        if (state == SUPERSEDED) {
            result.supersede(received());
            return;
        }
        result.review("treat", "urgent", "clinician", NOW);
        if (state == CLOSED) {
            result.writes("letter-1");
            result.close("letter", "nurse", NOW);
        }
    }

    private static Result received() {
        return new Result(
                "result-1",
                "K7QM-2XWD",
                new Result.Arrival("service:lab", "key", "content", "report", "final", false, NOW),
                "north",
                NOW);
    }

    private static Result version(String status, Instant issuedAt, Instant receivedAt) {
        return new Result(
                "result-" + status + receivedAt,
                "K7QM-2XWD",
                new Result.Arrival("service:lab", "key", "content", "report", status, false, issuedAt),
                "north",
                receivedAt);
    }

    private static TestOrder order() {
        return new TestOrder(
                "order-1",
                "3B0N-77TA",
                new TestOrder.About("patient-1", null, "north", "general-practice", "clinician"),
                "laboratory",
                NOW.plusSeconds(3_600),
                NOW);
    }
}
