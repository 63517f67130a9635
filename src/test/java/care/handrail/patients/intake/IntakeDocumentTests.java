package care.handrail.patients.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.patients.DocumentKind;
import care.handrail.patients.PatientReferences.Referred;
import care.handrail.patients.intake.VirusScan.Verdict;
import care.handrail.patients.store.IntakeDocument;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every event in every state of an arrived document. */
class IntakeDocumentTests {

    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    private static final Map<String, Consumer<IntakeDocument>> EVENTS = new LinkedHashMap<>(Map.of(
            "file",
                    document -> document.file(
                            new Referred("patient-1", "episode-1", "north", "physiotherapy"),
                            DocumentKind.CLINIC_LETTER,
                            LocalDate.of(2026, 11, 1),
                            "gp"),
            "refer",
                    document -> document.refer(
                            new Referred("patient-1", "referral-1", "north", "physiotherapy"), null, "gp", NOW),
            "takeBack", IntakeDocument::takeBack,
            "close", document -> document.close(NOW),
            "setAside", document -> document.setAside("sent-back", NOW)));

    private static final Map<IntakeState, Map<String, IntakeState>> ALLOWED = Map.of(
            IntakeState.RECEIVED,
                    Map.of(
                            "file", IntakeState.FILED,
                            "refer", IntakeState.REFERRED,
                            "setAside", IntakeState.SET_ASIDE),
            IntakeState.FILED, Map.of("takeBack", IntakeState.RECEIVED, "close", IntakeState.CLOSED),
            IntakeState.REFERRED, Map.of(),
            IntakeState.CLOSED, Map.of(),
            IntakeState.SET_ASIDE, Map.of());

    @ParameterizedTest
    @EnumSource
    void takesEveryEventThatItsStateAllowsAndRefusesTheOthers(IntakeState state) {
        EVENTS.forEach((name, event) -> {
            var document = in(state);
            var next = Objects.requireNonNull(ALLOWED.get(state)).get(name);
            if (next == null) {
                assertThatThrownBy(() -> event.accept(document))
                        .as(name + " in " + state)
                        .isInstanceOf(IllegalStateException.class);
                assertThat(document.state()).isEqualTo(state);
            } else {
                event.accept(document);
                assertThat(document.state()).isEqualTo(next);
            }
        });
    }

    @Test
    void endsOnlyWhereNothingFollows() {
        for (var state : IntakeState.values()) {
            assertThat(state.isEnd())
                    .as(state.name())
                    .isEqualTo(Objects.requireNonNull(ALLOWED.get(state)).isEmpty());
        }
    }

    @Test
    void flagsWhatIsMissingUntilItIsKnown() {
        var document = in(IntakeState.RECEIVED);
        assertThat(document.gaps()).containsExactly("patient", "kind", "date", "sender");

        document.file(
                new Referred("patient-1", "episode-1", "north", "physiotherapy"), DocumentKind.BILL, null, "insurer");
        assertThat(document.gaps()).containsExactly("date");

        document.takeBack();
        assertThat(document.gaps()).containsExactly("patient", "date");
        assertThat(document.patientId()).isEmpty();
        assertThat(in(IntakeState.SET_ASIDE).gaps()).isEmpty();
    }

    @Test
    void aClinicianReadsEveryKindThatMaySaySomethingAboutHealth() {
        assertThat(Set.of(DocumentKind.values()))
                .filteredOn(kind -> !kind.isClinical())
                .containsExactlyInAnyOrder(
                        DocumentKind.PROOF_OF_IDENTITY, DocumentKind.OFFICE_LETTER, DocumentKind.BILL);
    }

    private static IntakeDocument in(IntakeState state) {
        var document =
                new IntakeDocument("document-1", "K7QM-2XWD", "print", "north", Verdict.NOT_SCANNED, "rita", NOW);
        var way = Map.of(
                IntakeState.RECEIVED, List.<String>of(),
                IntakeState.FILED, List.of("file"),
                IntakeState.REFERRED, List.of("refer"),
                IntakeState.CLOSED, List.of("file", "close"),
                IntakeState.SET_ASIDE, List.of("setAside"));
        Objects.requireNonNull(way.get(state))
                .forEach(event -> Objects.requireNonNull(EVENTS.get(event)).accept(document));
        return document;
    }
}
