package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.shared.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpisodeReferenceTests {

    @ParameterizedTest
    @ValueSource(strings = {"K1QM-20WD", "k1qm-20wd", "K1QM20WD", " K1QM 20WD ", "KIQM-2OWD", "klqm-2owd"})
    void readsAReferenceAsPeopleWriteIt(String typed) {
        assertThat(EpisodeReference.read(typed)).contains("K1QM-20WD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K1QM", "K1QM-20WDX", "K1QM-2UWD", "K1QM-2💉WD", "' or 1=1"})
    void findsNoReferenceInAnythingElse(String typed) {
        assertThat(EpisodeReference.read(typed)).isEmpty();
    }

    @Test
    void readsEveryReferenceThatIsGivenOut() {
        for (int i = 0; i < 1_000; i++) {
            var reference = Ids.reference();
            assertThat(EpisodeReference.read(reference)).contains(reference);
        }
    }
}
