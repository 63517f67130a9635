package care.handrail.consent;

import static care.handrail.consent.ConsentEntry.Kind.DENY;
import static care.handrail.consent.ConsentEntry.Kind.PERMIT;
import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.consent.ConsentEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from what was said. */
class PatientConsentsTests {

    private static final Purposes PURPOSES = Purposes.shipped();
    private static final Use REMIND_BY_TEXT = new Use("reminders", "patient", "text-message");
    private static final Use REMIND_BY_LETTER = new Use("reminders", "patient", "letter");
    private static final Use REPORT = new Use("third-party-sharing", "insurer", "letter");

    private final List<ConsentEntry> said = new ArrayList<>();
    private @Nullable Integer age = 40;

    @Test
    void allowsWhatTheLawAllowsAndNamesTheBasis() {
        assertThat(ask(new Use("direct-care", "gp", "letter")).allowed()).isTrue();
        assertThat(ask(new Use("direct-care", "gp", "letter")).basis()).isEqualTo("public-task");
    }

    @ParameterizedTest
    @CsvSource({
        "marketing,    patient, letter",
        "direct-care,  insurer, letter",
        "direct-care,  patient, carrier-pigeon",
        "research,     insurer, secure-transfer"
    })
    void refusesWhatNoBasisIsWrittenDownFor(String purpose, String recipient, String channel) {
        var answer = ask(new Use(purpose, recipient, channel));
        assertThat(answer.allowed()).isFalse();
        assertThat(answer.basis()).isEqualTo("none");
        assertThat(answer.sentence()).contains("No lawful basis");
    }

    @ParameterizedTest
    @CsvSource({
        "third-party-sharing, insurer,    letter",
        "family-involvement,  family,     telephone",
        "self-service,        patient,    portal",
        "research,            researcher, secure-transfer"
    })
    void asksForConsentFirstWhereTheLawDoesNotAllowIt(String purpose, String recipient, String channel) {
        var use = new Use(purpose, recipient, channel);
        assertThat(ask(use).allowed()).isFalse();
        assertThat(ask(use).sentence()).contains("Ask for consent first");

        say(PERMIT, purpose, null, null);
        assertThat(ask(use).allowed()).isTrue();
        assertThat(ask(use).basis()).isEqualTo("consent:1");
    }

    @Test
    void takesAConsentForNoMoreThanItNames() {
        say(PERMIT, "third-party-sharing", "insurer", null);

        assertThat(ask(REPORT).allowed()).isTrue();
        assertThat(ask(new Use("third-party-sharing", "employer", "letter")).allowed())
                .isFalse();
        assertThat(ask(new Use("research", "researcher", "secure-transfer")).allowed())
                .isFalse();
    }

    @Test
    void refusesFromTheMomentOfAWithdrawalUntilANewConsent() {
        say(PERMIT, "third-party-sharing", null, null);
        say(DENY, "third-party-sharing", null, null);
        assertThat(ask(REPORT).allowed()).isFalse();
        assertThat(ask(REPORT).basis()).isEqualTo("consent:2");

        say(PERMIT, "third-party-sharing", null, null);
        assertThat(ask(REPORT).basis()).isEqualTo("consent:3");
    }

    @Test
    void stopsWhatNeedsNoConsentWhenThePatientSaysNo() {
        say(DENY, "reminders", null, null);
        assertThat(ask(REMIND_BY_TEXT).allowed()).isFalse();
        assertThat(ask(new Use("direct-care", "patient", "text-message")).allowed())
                .as("another purpose")
                .isTrue();
    }

    @Test
    void stopsOnlyTheWayThatThePatientNamed() {
        say(DENY, "reminders", null, "text-message");
        assertThat(ask(REMIND_BY_TEXT).allowed()).isFalse();
        assertThat(ask(REMIND_BY_LETTER).allowed()).isTrue();
    }

    @Test
    void doesNotTakeAWiderYesForTheEndOfANarrowerNo() {
        say(DENY, "reminders", null, "letter");
        say(PERMIT, "reminders", null, null);
        assertThat(ask(REMIND_BY_LETTER).allowed()).isFalse();
        assertThat(ask(REMIND_BY_TEXT).allowed()).isTrue();

        say(PERMIT, "reminders", null, "letter");
        assertThat(ask(REMIND_BY_LETTER).allowed()).isTrue();
    }

    @Test
    void liftsAWiderNoOnlyForWhatTheYesNames() {
        say(DENY, "reminders", null, null);
        say(PERMIT, "reminders", null, "letter");
        assertThat(ask(REMIND_BY_LETTER).allowed()).isTrue();
        assertThat(ask(REMIND_BY_TEXT).allowed()).isFalse();
    }

    @Test
    void doesNotLetAnEarlierYesOutliveANo() {
        say(PERMIT, "third-party-sharing", null, "letter");
        say(DENY, "third-party-sharing", null, null);
        assertThat(ask(REPORT).allowed()).isFalse();
    }

    @Test
    void doesWhatTheLawDemandsWhateverWasSaid() {
        say(DENY, "legal-duty", null, null);
        assertThat(ask(new Use("legal-duty", "court", "letter")).basis()).isEqualTo("legal-obligation");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {"15, true", "16, false", "unknown, false"})
    void countsAParentsConsentUntilTheChildDecidesAlone(@Nullable Integer years, boolean allowed) {
        said.add(entry(PERMIT, "third-party-sharing", null, null, Performer.PARENT));
        age = years;
        assertThat(ask(REPORT).allowed()).isEqualTo(allowed);
    }

    @Test
    void keepsAParentsNoWhenTheChildHasGrownUp() {
        said.add(entry(DENY, "reminders", null, null, Performer.PARENT));
        age = 18;
        assertThat(ask(REMIND_BY_TEXT).allowed()).isFalse();
    }

    @Test
    void showsWhatHoldsAndNotWhatWasReplaced() {
        say(PERMIT, "reminders", null, "letter");
        say(DENY, "reminders", null, null);
        say(PERMIT, "reminders", null, "email");
        say(DENY, "reminders", null, "email");
        say(PERMIT, "reminders", null, "text-message");

        assertThat(consents().inForce("reminders")).extracting(ConsentEntry::id).containsExactly("5", "4", "2");
    }

    private void say(Kind kind, String purpose, @Nullable String recipient, @Nullable String channel) {
        said.add(entry(kind, purpose, recipient, channel, Performer.PATIENT));
    }

    private ConsentEntry entry(
            Kind kind, String purpose, @Nullable String recipient, @Nullable String channel, Performer performer) {
        return new ConsentEntry(
                String.valueOf(said.size() + 1),
                "patient-1",
                null,
                kind,
                purpose,
                recipient,
                channel,
                null,
                performer,
                null,
                "in-person",
                "reception",
                Instant.EPOCH);
    }

    private Answer ask(Use use) {
        return consents().answer(use);
    }

    private PatientConsents consents() {
        return new PatientConsents(PURPOSES, said, () -> age);
    }
}
