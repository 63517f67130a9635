package care.handrail.referrals.store;

import static care.handrail.referrals.ReferralState.ACCEPTED;
import static care.handrail.referrals.ReferralState.ATTENDED;
import static care.handrail.referrals.ReferralState.CANCELLED;
import static care.handrail.referrals.ReferralState.CLOSED;
import static care.handrail.referrals.ReferralState.DELIVERED;
import static care.handrail.referrals.ReferralState.DRAFT;
import static care.handrail.referrals.ReferralState.INFO_NEEDED;
import static care.handrail.referrals.ReferralState.NO_SHOW;
import static care.handrail.referrals.ReferralState.RECEIVED;
import static care.handrail.referrals.ReferralState.REJECTED;
import static care.handrail.referrals.ReferralState.REPORT_BACK;
import static care.handrail.referrals.ReferralState.SCHEDULED;
import static care.handrail.referrals.ReferralState.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.referrals.ReferralConflictException;
import care.handrail.referrals.ReferralEvent;
import care.handrail.referrals.ReferralState;
import care.handrail.referrals.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OutboundReferralTests {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 9);

    /** How a referral comes into each state, written down apart from the rules. */
    private static final Map<ReferralState, List<ReferralEvent>> WAYS = new EnumMap<>(Map.ofEntries(
            Map.entry(DRAFT, List.of()),
            Map.entry(SENT, List.of(ReferralEvent.SEND)),
            Map.entry(DELIVERED, List.of(ReferralEvent.SEND, ReferralEvent.DELIVER)),
            Map.entry(RECEIVED, List.of(ReferralEvent.SEND, ReferralEvent.DELIVER, ReferralEvent.RECEIVE)),
            Map.entry(INFO_NEEDED, List.of(ReferralEvent.SEND, ReferralEvent.ASK)),
            Map.entry(ACCEPTED, List.of(ReferralEvent.SEND, ReferralEvent.ACCEPT)),
            Map.entry(REJECTED, List.of(ReferralEvent.SEND, ReferralEvent.REJECT)),
            Map.entry(SCHEDULED, List.of(ReferralEvent.SEND, ReferralEvent.ACCEPT, ReferralEvent.SCHEDULE)),
            Map.entry(ATTENDED, List.of(ReferralEvent.SEND, ReferralEvent.ACCEPT, ReferralEvent.ATTEND)),
            Map.entry(NO_SHOW, List.of(ReferralEvent.SEND, ReferralEvent.ACCEPT, ReferralEvent.MISS)),
            Map.entry(REPORT_BACK, List.of(ReferralEvent.SEND, ReferralEvent.REPORT)),
            Map.entry(CLOSED, List.of(ReferralEvent.SEND, ReferralEvent.REPORT, ReferralEvent.CLOSE)),
            Map.entry(CANCELLED, List.of(ReferralEvent.CANCEL))));

    /** What may happen in which state, one row each; whatever is not written here is refused. */
    private static final String ALLOWED = """
            DRAFT:       SEND CANCEL
            SENT:        SEND DELIVER RETURN RECEIVE ASK ACCEPT REJECT SCHEDULE ATTEND REPORT CANCEL
            DELIVERED:   SEND RECEIVE ASK ACCEPT REJECT SCHEDULE ATTEND REPORT CANCEL
            RECEIVED:    SEND ASK ACCEPT REJECT SCHEDULE ATTEND REPORT CANCEL
            INFO_NEEDED: SEND ACCEPT REJECT SCHEDULE ATTEND REPORT CANCEL
            ACCEPTED:    SEND ASK REJECT SCHEDULE ATTEND MISS REPORT CANCEL
            REJECTED:    SEND CLOSE
            SCHEDULED:   SEND ASK REJECT SCHEDULE ATTEND MISS REPORT CANCEL
            ATTENDED:    SEND REPORT CLOSE
            NO_SHOW:     SEND SCHEDULE ATTEND REPORT CANCEL
            REPORT_BACK: SEND REPORT CLOSE
            CLOSED:
            CANCELLED:
            """;

    static Stream<Arguments> everyEventInEveryState() {
        var allowed = ALLOWED.lines()
                .map(line -> line.split(":", -1))
                .collect(Collectors.toMap(row -> ReferralState.valueOf(row[0]), row -> List.of(row[1].split(" +"))));
        return Stream.of(ReferralState.values())
                .flatMap(state -> Stream.of(ReferralEvent.values())
                        .map(event -> Arguments.of(
                                state,
                                event,
                                Objects.requireNonNull(allowed.get(state)).contains(event.name()))));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("everyEventInEveryState")
    void takesWhatTheStateAllowsAndRefusesEverythingElse(ReferralState state, ReferralEvent event, boolean allowed) {
        var referral = in(state);
        if (allowed) {
            referral.happen(event, NOW.plusSeconds(1));
            assertThat(referral.state()).isEqualTo(event.to());
            assertThat(referral.stateSince()).isEqualTo(NOW.plusSeconds(1));
        } else {
            assertThatThrownBy(() -> referral.happen(event, NOW.plusSeconds(1)))
                    .isInstanceOf(ReferralConflictException.class)
                    .hasMessageContaining(referral.reference());
            assertThat(referral.state()).isEqualTo(state);
            assertThat(referral.stateSince()).isEqualTo(NOW);
        }
    }

    @Test
    void isNotAcceptedByBeingDelivered() {
        var referral = in(DELIVERED);
        assertThat(referral.state()).isNotEqualTo(ACCEPTED);
        assertThat(ReferralEvent.DELIVER.canHappenIn(RECEIVED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ReferralEvent.class,
            names = {"RECEIVE", "ASK", "ACCEPT", "REJECT", "SCHEDULE", "ATTEND", "MISS"})
    void hearsTheSameTwiceAsOnce(ReferralEvent news) {
        var referral = in(news == ReferralEvent.MISS ? SCHEDULED : SENT);
        assertThat(referral.hear(news, null, null, NOW)).isEqualTo(Verdict.MOVED);
        assertThat(referral.hear(news, null, null, NOW)).isEqualTo(Verdict.KNOWN);
        assertThat(referral.state()).isEqualTo(news.to());
    }

    @Test
    void takesAWordThatComesLateAsKnown() {
        var referral = in(SCHEDULED);
        assertThat(referral.hear(ReferralEvent.RECEIVE, null, null, NOW)).isEqualTo(Verdict.KNOWN);
        assertThat(referral.hear(ReferralEvent.ACCEPT, null, null, NOW)).isEqualTo(Verdict.KNOWN);
        assertThat(referral.state()).isEqualTo(SCHEDULED);
    }

    @Test
    void movesWithAnotherAppointmentAndNotWithTheSame() {
        var referral = in(ACCEPTED);
        assertThat(referral.hear(ReferralEvent.SCHEDULE, null, MONDAY, NOW)).isEqualTo(Verdict.MOVED);
        assertThat(referral.hear(ReferralEvent.SCHEDULE, null, MONDAY, NOW)).isEqualTo(Verdict.KNOWN);
        assertThat(referral.hear(ReferralEvent.SCHEDULE, null, MONDAY.plusDays(1), NOW))
                .isEqualTo(Verdict.MOVED);
        assertThat(referral.appointment()).contains(MONDAY.plusDays(1));
    }

    @Test
    void takesAFurtherReportAsNews() {
        assertThat(in(REPORT_BACK).hear(ReferralEvent.REPORT, null, null, NOW)).isEqualTo(Verdict.MOVED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReferralState.class,
            names = {"DRAFT", "ATTENDED", "REPORT_BACK", "CLOSED", "CANCELLED"})
    void leavesARejectionThatCannotBeTrueToAPerson(ReferralState state) {
        var referral = in(state);
        assertThat(referral.hear(ReferralEvent.REJECT, null, null, NOW)).isEqualTo(Verdict.CONTRADICTS);
        assertThat(referral.state()).isEqualTo(state);
    }

    static Stream<Arguments> everyNewsInEveryState() {
        return Stream.of(ReferralState.values())
                .flatMap(state -> ReferralEvent.news().map(news -> Arguments.of(state, news)));
    }

    @ParameterizedTest
    @MethodSource("everyNewsInEveryState")
    void believesTheServiceWhenAPersonHasAsked(ReferralState state, ReferralEvent news) {
        var referral = in(state);
        if (state == CLOSED || state == CANCELLED) {
            assertThatThrownBy(() -> referral.confirm(news, null, NOW)).isInstanceOf(ReferralConflictException.class);
            assertThat(referral.state()).isEqualTo(state);
        } else {
            referral.confirm(news, null, NOW);
            assertThat(referral.state()).isEqualTo(news.to());
        }
    }

    @Test
    void forgetsTheAppointmentWhenItIsSentAgain() {
        var referral = in(ACCEPTED);
        referral.hear(ReferralEvent.SCHEDULE, null, MONDAY, NOW);
        referral.happen(ReferralEvent.SEND, NOW);
        assertThat(referral.appointment()).isEmpty();
        assertThat(referral.sendings()).isEqualTo(2);
    }

    @Test
    void isClosedByAClinicianAndStaysCancelledWhenItWas() {
        var reported = in(REPORT_BACK);
        reported.close("clinician", NOW.plusSeconds(5));
        assertThat(reported.state()).isEqualTo(CLOSED);
        assertThat(reported.endedBy()).contains("clinician");
        assertThat(reported.endedAt()).contains(NOW.plusSeconds(5));
        var cancelled = in(CANCELLED);
        cancelled.close("clinician", NOW);
        assertThat(cancelled.state()).isEqualTo(CANCELLED);
        assertThat(cancelled.endedAt()).contains(NOW);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReferralState.class,
            names = {"REPORT_BACK", "REJECTED", "ATTENDED", "CANCELLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void isNeverClosedWhileTheServiceMayStillAct(ReferralState state) {
        var referral = in(state);
        assertThatThrownBy(() -> referral.close("clinician", NOW)).isInstanceOf(ReferralConflictException.class);
        assertThat(referral.endedAt()).isEmpty();
    }

    @Test
    void isReaddressedUntilItHasEnded() {
        var referral = in(REJECTED);
        var other = new OutboundReferral.Addressing("city-cardiology", true, "clinician2");
        referral.readdress(other);
        assertThat(referral.service()).isEqualTo("city-cardiology");
        assertThat(referral.urgent()).isTrue();
        assertThat(referral.referrer()).isEqualTo("clinician2");
        assertThatThrownBy(() -> in(CLOSED).readdress(other)).isInstanceOf(ReferralConflictException.class);
    }

    // Which service speaks.

    private static final String FORMER = "county-radiology";
    private static final String PRESENT = "city-cardiology";

    @ParameterizedTest
    @MethodSource("everyNewsInEveryState")
    void isMovedByNothingThatTheFormerServiceTells(ReferralState state, ReferralEvent news) {
        var referral = redirected(state);
        var harmless = news == ReferralEvent.RECEIVE || news == ReferralEvent.REJECT;
        assertThat(referral.hear(news, FORMER, MONDAY, NOW)).isEqualTo(harmless ? Verdict.KNOWN : Verdict.OF_FORMER);
        assertThat(referral.state()).isEqualTo(state);
        assertThat(referral.appointment()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyNewsInEveryState")
    void isMovedByNothingOfWhichNobodyKnowsWhichServiceTellsIt(ReferralState state, ReferralEvent news) {
        var referral = redirected(state);
        assertThat(referral.hear(news, null, MONDAY, NOW)).isEqualTo(Verdict.CONTRADICTS);
        assertThat(referral.hear(news, "valley-dermatology", MONDAY, NOW)).isEqualTo(Verdict.CONTRADICTS);
        assertThat(referral.state()).isEqualTo(state);
        assertThat(referral.appointment()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyNewsInEveryState")
    void hearsTheServiceThatHasItNowAsIfItHadNeverBeenElsewhere(ReferralState state, ReferralEvent news) {
        var redirected = redirected(state);
        var straight = in(state);
        assertThat(redirected.hear(news, PRESENT, null, NOW)).isEqualTo(straight.hear(news, FORMER, null, NOW));
        assertThat(redirected.state()).isEqualTo(straight.state());
    }

    @Test
    void hearsTheOnlyServiceThatEverHadItAlsoWhenItDoesNotSayWhoItIs() {
        assertThat(in(DELIVERED).hear(ReferralEvent.ACCEPT, null, null, NOW)).isEqualTo(Verdict.MOVED);
        assertThat(in(DELIVERED).hear(ReferralEvent.ACCEPT, PRESENT, null, NOW)).isEqualTo(Verdict.CONTRADICTS);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReferralState.class,
            names = {"DRAFT", "REJECTED", "CLOSED", "CANCELLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void knowsOfAnotherServiceThatHasItUntilTheLetterHasArrived(ReferralState state) {
        var referral = in(state);
        assertThat(referral.isHeld()).isTrue();
        if (state == SENT) {
            referral.happen(ReferralEvent.DELIVER, NOW);
        }
        referral.readdress(new OutboundReferral.Addressing(PRESENT, false, "clinician"));
        assertThat(referral.presentService()).as("it has only been chosen").isEqualTo(FORMER);
        referral.happen(ReferralEvent.SEND, NOW);
        assertThat(referral.otherHolder()).contains(FORMER);
        assertThat(referral.presentService()).isEqualTo(PRESENT);
        referral.happen(ReferralEvent.DELIVER, NOW);
        assertThat(referral.otherHolder()).isEmpty();
        assertThat(referral.formerService()).contains(FORMER);
    }

    @Test
    void isAtTheServiceThatTellsSomethingAlsoWhenAnotherOneHadBeenChosen() {
        var referral = in(DELIVERED);
        referral.readdress(new OutboundReferral.Addressing(PRESENT, false, "clinician"));
        assertThat(referral.hear(ReferralEvent.ACCEPT, FORMER, null, NOW)).isEqualTo(Verdict.MOVED);
        assertThat(referral.service()).isEqualTo(FORMER);
    }

    @Test
    void asksNobodyToStopWhoNeverHadItOrRejectedIt() {
        var rejected = in(REJECTED);
        var returned = in(SENT);
        returned.happen(ReferralEvent.RETURN, NOW);
        for (var referral : List.of(rejected, returned)) {
            assertThat(referral.isHeld()).isFalse();
            referral.readdress(new OutboundReferral.Addressing(PRESENT, false, "clinician"));
            referral.happen(ReferralEvent.SEND, NOW);
            assertThat(referral.otherHolder()).isEmpty();
            assertThat(referral.formerService()).as("its word may still come").contains(FORMER);
        }
    }

    @Test
    void staysWithTheServiceThatHasItWhenTheLetterToAnotherOneComesBack() {
        var referral = in(ACCEPTED);
        referral.readdress(new OutboundReferral.Addressing(PRESENT, false, "clinician"));
        referral.happen(ReferralEvent.SEND, NOW);
        referral.happen(ReferralEvent.RETURN, NOW);
        assertThat(referral.state()).isEqualTo(DRAFT);
        assertThat(referral.isHeld()).isTrue();
        assertThat(referral.presentService()).isEqualTo(FORMER);
    }

    /** In the state at a service to which it went after it had been delivered to another one. */
    private static OutboundReferral redirected(ReferralState state) {
        var referral = in(DELIVERED);
        referral.readdress(new OutboundReferral.Addressing(PRESENT, false, "clinician"));
        referral.happen(ReferralEvent.SEND, NOW);
        if (state == DRAFT) {
            referral.happen(ReferralEvent.DELIVER, NOW);
            referral.happen(ReferralEvent.SEND, NOW);
            referral.happen(ReferralEvent.RETURN, NOW);
        } else if (state == CANCELLED) {
            referral.happen(ReferralEvent.DELIVER, NOW);
            referral.happen(ReferralEvent.CANCEL, NOW);
        } else {
            Objects.requireNonNull(WAYS.get(state)).forEach(event -> referral.happen(event, NOW));
        }
        return referral;
    }

    private static OutboundReferral in(ReferralState state) {
        var referral = new OutboundReferral(
                "referral-1",
                "K7QM-2XWD",
                new OutboundReferral.Subject("patient-1", null, "north", "general-practice"),
                new OutboundReferral.Addressing("county-radiology", false, "clinician"),
                NOW);
        Objects.requireNonNull(WAYS.get(state)).forEach(event -> referral.happen(event, NOW));
        return referral;
    }
}
