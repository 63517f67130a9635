package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.correspondence.Composer.Composed;
import care.handrail.pathways.InvalidFormException;
import care.handrail.testing.RoomDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only what was shown for printing, and is so still, can be posted. */
class PostedLettersTests {

    private final PostOffice office = new PostOffice(
            RoomDatabase.h2(PostOffice.CHANGELOGS),
            Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC),
            List.of());
    private final String id = office.ask("letter", null);

    @BeforeEach
    void liesInThePrintQueue() {
        assertThat(office.sender.send(id)).isEqualTo(DispatchState.TO_PRINT);
    }

    @Test
    void isPostedAsItWasShown() throws Exception {
        office.show(id);
        assertThat(office.correspondence.decide(id, "posted")).isTrue();
        assertThat(office.state(id)).isEqualTo(DispatchState.PRINTED);
    }

    @Test
    void isNotPostedWhenNobodyCanHavePrintedIt() {
        refuses("Nobody can have printed this letter yet");
    }

    @Test
    void isNotPostedWhenTheAddressHasChangedUntilItIsShownAgain() throws Exception {
        office.show(id);
        office.recorded.put("addressLine1", "3 Other Street");
        refuses("has changed since you printed it");
        office.show(id);
        office.correspondence.decide(id, "posted");
        assertThat(office.state(id)).isEqualTo(DispatchState.PRINTED);
    }

    @Test
    void isAnotherLetterWhenNameAddressOrTextIsAnother() {
        var hashes = List.of(
                hash("A. Quarrie", "1 Lane", "Call us."),
                hash("B. Quarrie", "1 Lane", "Call us."),
                hash("A. Quarrie", "2 Lane", "Call us."),
                hash("A. Quarrie", "1 Lane", "Call us\nnow."));
        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(hash("A. Quarrie", "1 Lane", "Call us.")).isEqualTo(hashes.get(0));
    }

    private static String hash(String name, String line, String text) {
        return new Composed(new Address(name, null, null, List.of(line)), null, text, List.of(), Set.of()).hash();
    }

    @Test
    void isNotPostedWhenSomethingOfItIsNotThereAnyMore() throws Exception {
        office.show(id);
        office.recorded.put("givenName", "");
        refuses("Say that it cannot be posted");
        assertThat(office.correspondence.decide(id, "cannot-post")).isFalse();
        assertThat(office.state(id)).isEqualTo(DispatchState.FAILED);
    }

    @Test
    void tellsFromThenOnThatItWasShownOtherwiseBefore() throws Exception {
        assertThat(office.show(id)).isFalse();
        assertThat(office.show(id)).isFalse();
        office.recorded.put("town", "Elsewhere");
        assertThat(office.show(id)).isTrue();
        assertThat(office.show(id)).isTrue();
    }

    private void refuses(String because) {
        assertThatThrownBy(() -> office.correspondence.decide(id, "posted"))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining(because);
        assertThat(office.state(id)).isEqualTo(DispatchState.TO_PRINT);
    }
}
