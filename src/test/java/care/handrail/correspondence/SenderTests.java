package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.audit.AuditEvent.Kind;
import care.handrail.correspondence.Carrier.LastMoment;
import care.handrail.correspondence.Sender.NotSentYetException;
import care.handrail.pathways.InvalidFormException;
import care.handrail.testing.RoomDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sender does when things go wrong, one at a time. */
class SenderTests {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final ScriptedCarrier email = new ScriptedCarrier();
    private final PostOffice office =
            new PostOffice(RoomDatabase.h2(PostOffice.CHANGELOGS), Clock.fixed(NOW, ZoneOffset.UTC), List.of(email));
    private final String id = office.ask("email", null);

    @Test
    void sendsOnceAndRecordsTheBasis() {
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        assertThat(email.sent).containsExactly(id);
        assertThat(office.table.find(id).orElseThrow().basis()).isEqualTo("public-task");
        assertThat(office.audit.events)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(Kind.CORRESPONDENCE_SENT))
                .satisfies(event -> assertThat(event.detail()).contains("basis=public-task", "channel=email"));
    }

    @Test
    void hasCommittedThatItIsHandedOverBeforeTheOtherSideMayAccept() {
        email.inBetween = () -> assertThat(office.state(id)).isEqualTo(DispatchState.SENDING);
        email.afterwards = () -> assertThat(office.state(id)).isEqualTo(DispatchState.HANDED_OVER);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
    }

    @Test
    void triesAgainWhatWasSurelyNotAcceptedUntilItIsADeadLetter() {
        email.fails = NotDeliveredException.Kind.LATER;
        for (int n = 1; n < Sender.MOST_TRIES; n++) {
            assertThatThrownBy(() -> office.sender.send(id))
                    .isInstanceOf(NotSentYetException.class)
                    .hasMessage("Not sent yet: scripted.");
            assertThat(office.state(id)).isEqualTo(DispatchState.WAITING);
        }
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.FAILED);
        assertThat(office.problem(id)).isEqualTo("scripted");
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.FAILED);
        assertThat(email.calls).isEqualTo(Sender.MOST_TRIES);
    }

    @Test
    void givesWhatWasRefusedToAPersonAtOnce() {
        email.fails = NotDeliveredException.Kind.REFUSED;
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.FAILED);
    }

    @Test
    void neverSendsAgainWhatNobodyCanTellOf() {
        email.fails = NotDeliveredException.Kind.UNCERTAIN;
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
        email.fails = null;
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
        assertThat(email.calls).isEqualTo(1);
    }

    @Test
    void takesOverFromASenderThatDiedBeforeItHandedAnythingOver() {
        office.rows.update("update hr_dispatch set state = 'SENDING', attempt = 1, tries = 1 where id = ?", id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        assertThat(office.table.find(id).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void doesNotSendAgainAfterASenderThatDiedWhileItHandedOver() {
        office.rows.update("update hr_dispatch set state = 'HANDED_OVER', attempt = 1, tries = 1 where id = ?", id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
        assertThat(office.problem(id)).isEqualTo("sender-stopped");
        assertThat(email.calls).isZero();
    }

    @Test
    void whatAStoppedSenderHandedOverIsSentWhenTheOtherSideHasIt() {
        office.rows.update("update hr_dispatch set state = 'HANDED_OVER', attempt = 2, tries = 2 where id = ?", id);
        email.known = Map.of(id + " 2", "other-id");
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        assertThat(office.table.find(id).orElseThrow().providerId()).isEqualTo("other-id");
        assertThat(email.calls).isZero();
    }

    @Test
    void anEarlierTryThatTheOtherSideHasIsNotTakenForTheOneThatWasHandedOver() {
        office.rows.update("update hr_dispatch set state = 'HANDED_OVER', attempt = 2, tries = 1 where id = ?", id);
        email.known = Map.of(id + " 1", "other-id");
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
    }

    @Test
    void asksAfterWhatWasNotAnswered() {
        email.fails = NotDeliveredException.Kind.UNCERTAIN;
        email.known = Map.of(id + " 1", "other-id");
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
    }

    @Test
    void whatCannotBeAskedAfterStaysUncertain() {
        office.rows.update("update hr_dispatch set state = 'HANDED_OVER', attempt = 1, tries = 1 where id = ?", id);
        email.known = null;
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
        assertThat(office.problem(id)).isEqualTo("sender-stopped");
    }

    @Test
    void aSenderThatWasThoughtDeadBreaksOffAtTheLastMoment() {
        email.inBetween = () -> {
            email.inBetween = () -> {};
            assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        };
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        assertThat(email.calls).isEqualTo(2);
        assertThat(email.sent).containsExactly(id);
    }

    @Test
    void asksWhetherThePatientWantsItInTheTransactionThatSends() {
        email.inBetween = () -> office.refuseReminders(id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.REFUSED_CONSENT);
        assertThat(email.sent).isEmpty();
        assertThat(office.table.find(id).orElseThrow().basis()).startsWith("consent:");
    }

    @Test
    void breaksOffAtTheLastMomentWhenItIsCalledBack() {
        email.inBetween = () -> office.correspondence.withdraw(id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.WITHDRAWN);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.WITHDRAWN);
        assertThat(email.sent).isEmpty();
        assertThat(office.audit.events)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(Kind.CORRESPONDENCE_NOT_SENT))
                .satisfies(event -> assertThat(event.detail()).contains("state=withdrawn"));
    }

    @Test
    void leavesWhatWasHandedOverWhenItIsCalledBackAndWhatOthersAskedFor() {
        var another = office.ask("email", null);
        email.afterwards = () -> office.correspondence.withdraw(id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        office.correspondence.withdraw(id);
        assertThat(office.state(id)).isEqualTo(DispatchState.SENT);
        assertThat(office.state(another)).isEqualTo(DispatchState.WAITING);
    }

    @ParameterizedTest
    @EnumSource(
            value = NotDeliveredException.Kind.class,
            names = {"LATER", "REFUSED"})
    void doesNotTryAgainWhatIsCalledBackWhileItIsHandedOverAndIsNotTaken(NotDeliveredException.Kind answer) {
        email.answers = answer;
        email.afterwards = () -> office.correspondence.withdraw(id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.WITHDRAWN);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.WITHDRAWN);
        office.correspondence.tell(id);
        assertThat(email.calls).isEqualTo(1);
        assertThat(office.told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DispatchState.class,
            names = {"UNCERTAIN", "BOUNCED"})
    void letsNobodySendAgainWhatHadLeftWhenItWasCalledBack(DispatchState state) {
        office.rows.update("update hr_dispatch set state = ? where id = ?", state.name(), id);
        office.correspondence.withdraw(id);
        assertThat(office.state(id)).isEqualTo(state);
        for (var decision : List.of("send-again", "by-post")) {
            assertThatThrownBy(() -> office.correspondence.decide(id, decision))
                    .isInstanceOf(InvalidFormException.class)
                    .hasMessageStartingWith("It is not wanted any more");
        }
        assertThat(office.correspondence.decide(id, "give-up")).isTrue();
    }

    @Test
    void tellsWhoeverPostsALetterAtTheMomentThatItIsCalledBack() {
        office.rows.update("update hr_dispatch set state = 'TO_PRINT' where id = ?", id);
        office.correspondence.withdraw(id);
        for (var decision : List.of("posted", "send-again", "by-post", "arrived")) {
            assertThatThrownBy(() -> office.correspondence.decide(id, decision))
                    .isInstanceOf(InvalidFormException.class)
                    .hasMessageContaining("Do not post it");
        }
        assertThat(office.state(id)).isEqualTo(DispatchState.WITHDRAWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cannot-post", "give-up"})
    void letsAPersonEndWhatWasCalledBackAndWhoseWorkItemIsStillThere(String decision) {
        office.rows.update("update hr_dispatch set state = 'TO_PRINT' where id = ?", id);
        office.correspondence.withdraw(id);
        assertThat(office.correspondence.decide(id, decision)).isTrue();
        office.correspondence.tell(id);
        assertThat(office.state(id)).isEqualTo(DispatchState.WITHDRAWN);
        assertThat(office.told).isEmpty();
    }

    @Test
    void saysOfWhatWentOutAlthoughItWasCalledBackOnlyThatTheClinicianIsToBeAsked() {
        email.afterwards = () -> office.correspondence.withdraw(id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.SENT);
        office.correspondence.tell(id);
        assertThat(office.told)
                .singleElement()
                .satisfies(message -> assertThat(message.letter().toString())
                        .contains("Ask the clinician what the recipient is to be told."));
    }

    @Test
    void putsNothingTogetherForAPatientWhoDoesNotWantIt() {
        office.refuseReminders(id);
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.REFUSED_CONSENT);
        assertThat(email.calls).isZero();
    }

    @Test
    void whatFailsAfterItWasHandedOverForAReasonOfOursIsNotSentAgain() {
        email.afterwards = () -> {
            throw new IllegalStateException("a fault");
        };
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.UNCERTAIN);
    }

    @Test
    void whatFailsBeforeForAReasonOfOursIsTriedAgainAndEndsWithAPerson() {
        email.inBetween = () -> {
            throw new IllegalStateException("a fault");
        };
        for (int n = 1; n < Sender.MOST_TRIES; n++) {
            assertThatThrownBy(() -> office.sender.send(id)).isInstanceOf(NotSentYetException.class);
        }
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.FAILED);
        assertThat(office.problem(id)).isEqualTo("internal");
    }

    @Test
    void whatCannotBePutTogetherForAReasonOfOursEndsWithAPersonToo() {
        office.recorded.put("email", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("a fault");
            }
        });
        for (int n = 1; n < Sender.MOST_TRIES; n++) {
            assertThatThrownBy(() -> office.sender.send(id)).isInstanceOf(NotSentYetException.class);
        }
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.FAILED);
    }

    @Test
    void suppressesWhatIsNotTrueAnyMore() {
        var stale = office.ask("email", NOW);
        var fresh = office.ask("email", NOW.plus(Duration.ofMillis(1)));
        assertThat(office.sender.send(stale)).isEqualTo(DispatchState.SUPPRESSED_STALE);
        assertThat(office.sender.send(fresh)).isEqualTo(DispatchState.SENT);
        assertThat(email.sent).containsExactly(fresh);
    }

    @Test
    void printsWhatWouldGoByAChannelThatIsNotSetUpAndSaysSo() {
        email.configured = false;
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.TO_PRINT);
        assertThat(office.table.find(id).orElseThrow().channel()).isEqualTo("letter");
        assertThat(office.problem(id)).isEqualTo("channel-not-set-up");
    }

    @Test
    void givesWhatHasNoAddressToAPerson() {
        office.recorded.put("email", "");
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.FAILED);
        assertThat(office.problem(id)).isEqualTo("address-missing");
    }

    @ParameterizedTest
    @EnumSource(
            value = DispatchState.class,
            names = {"WAITING", "SENDING", "HANDED_OVER"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesWhatIsNotItsAlone(DispatchState state) {
        office.rows.update("update hr_dispatch set state = ? where id = ?", state.name(), id);
        assertThat(office.sender.send(id)).isEqualTo(state);
        assertThat(email.calls).isZero();
    }

    /** Does what the test says. */
    private static final class ScriptedCarrier implements Carrier {

        private final List<String> sent = new ArrayList<>();
        private int calls;
        private boolean configured = true;

        /** The other side's ids by ours and the number of the try; null when it cannot be asked. */
        private @Nullable Map<String, String> known = Map.of();

        private NotDeliveredException.@Nullable Kind fails;
        private Runnable inBetween = () -> {};
        private Runnable afterwards = () -> {};

        /** What is said after all of it is there. */
        private NotDeliveredException.@Nullable Kind answers;

        @Override
        public String channel() {
            return "email";
        }

        @Override
        public boolean isConfigured() {
            return configured;
        }

        @Override
        public boolean reaches(Address address) {
            return address.email() != null;
        }

        @Override
        public Optional<String> find(String id, int attempt) {
            return Optional.ofNullable(Objects.requireNonNull(known).get(id + " " + attempt));
        }

        @Override
        public @Nullable String carry(Outgoing outgoing, LastMoment lastMoment) throws NotDeliveredException {
            calls++;
            inBetween.run();
            if (fails != null && fails != NotDeliveredException.Kind.UNCERTAIN) {
                throw new NotDeliveredException(fails, "scripted");
            }
            lastMoment.handOver();
            afterwards.run();
            var said = answers == null ? fails : answers;
            if (said != null) {
                throw new NotDeliveredException(said, "scripted");
            }
            sent.add(outgoing.id());
            return null;
        }
    }
}
