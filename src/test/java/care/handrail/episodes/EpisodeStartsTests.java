package care.handrail.episodes;

import static care.handrail.episodes.EpisodesInMemory.trail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import care.handrail.access.DataClass;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts.Opened;
import care.handrail.patients.Patients;
import care.handrail.testing.AuditNotes;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpisodeStartsTests {

    private static final Map<DataClass, Map<String, Object>> WHO = Map.of(
            DataClass.IDENTITY, Map.of("givenName", "Ann", "surname", "Lee", "dateOfBirth", "1984-02-29"),
            DataClass.CONTACT, Map.of("phone", "01632 960001"));

    private final EpisodesInMemory episodes = new EpisodesInMemory();
    private final AuditNotes audit = new AuditNotes();
    private final EpisodeStarts starts = new EpisodeStarts(
            episodes.store(), patients(), audit, Clock.fixed(EpisodesInMemory.OPENED, ZoneOffset.UTC));

    @Test
    void opensTheStartsOfEveryPathwayAndOfWhatIsAboutAnEpisode() {
        for (var pathway : Pathway.values()) {
            assertThat(starts.handles(pathway.processId())).isTrue();
        }
        assertThat(starts.handles("PatientEvent")).isTrue();
        assertThat(starts.handles("PassToClinician")).isTrue();
        assertThat(starts.handles("ConsentWithdrawal")).isTrue();
        assertThat(starts.handles("LateWork")).isFalse();
    }

    @Test
    void opensAnEpisodeOfANewPatientAndTellsItsPathwayWhatItNeeds() {
        var opened = start(Map.of("sourceReference", "gp-17", "priority", "soon", "language", "cy"), WHO);

        var episode = Objects.requireNonNull(episodes.all().get(opened.episodeId()));
        assertThat(episode.status()).isEqualTo(EpisodeStatus.ENQUIRY);
        assertThat(episode.processId()).isEqualTo("GpPathway");
        assertThat(opened.patientId()).isEqualTo("patient-9").isEqualTo(episode.patientId());
        assertThat(opened.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "patientId", "patient-9",
                        "reference", episode.reference(),
                        "source", "gp",
                        "site", "north",
                        "serviceLine", "general-practice",
                        "priority", "soon",
                        "language", "cy",
                        "enquiryState", "complete"));
        assertThat(trail(audit)).containsExactly("EPISODE_OPENED episode:" + episode.reference());
    }

    @Test
    void takesAnEnquiryForRoutineAndEnglishUntilSomebodySaysOtherwise() {
        assertThat(start(Map.of(), WHO).variables())
                .containsEntry("priority", "routine")
                .containsEntry("language", "en");
    }

    @Test
    void tellsWhoHasForgottenWhoThePatientIsWhatIsMissing() {
        assertThat(problemsOf(Map.of(), Map.of()))
                .containsOnlyKeys("surname", "givenName", "dateOfBirth", "phone")
                .allSatisfy(
                        (field, sentence) -> assertThat(sentence).contains("or say that the enquiry is incomplete"));
    }

    @Test
    void keepsAnIncompleteEnquiryThatSaysWhatItLacks() {
        var opened = start(Map.of("enquiryState", "incomplete", "incompleteReason", "missing-surname"), Map.of());

        assertThat(opened.variables()).containsEntry("enquiryState", "incomplete");
        assertThat(problemsOf(Map.of("enquiryState", "incomplete"), Map.of())).containsOnlyKeys("incompleteReason");
    }

    @Test
    void refusesWhatHasComeBeforeAndNamesTheEpisode() {
        episodes.at(EpisodeStatus.IN_TREATMENT);

        assertThat(problemsOf(Map.of("sourceReference", "gp-17"), WHO))
                .containsOnlyKeys("sourceReference")
                .allSatisfy((field, sentence) -> assertThat(sentence).contains("K7QM-2XWD"));
        assertThat(episodes.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "site", "serviceLine"})
    void neverGuessesWhereAPatientBelongs(String forgotten) {
        var values = enquiry(Map.of());
        values.remove(forgotten);

        assertThatThrownBy(() -> starts.open("GpPathway", values, WHO)).hasMessageContaining(forgotten);
        assertThat(episodes.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PatientEvent", "PassToClinician", "ConsentWithdrawal", "ConsentRequest"})
    void findsTheEpisodeThatIsMeantHoweverItsReferenceIsWritten(String process) {
        episodes.at(EpisodeStatus.IN_TREATMENT);

        var found = starts.open(process, Map.of("reference", "k7qm 2xwd", "patientEvent", "moved"), Map.of());

        assertThat(found)
                .isEqualTo(new Opened(
                        "episode-1",
                        "patient-1",
                        Map.of(
                                "patientId", "patient-1",
                                "reference", "K7QM-2XWD",
                                "site", "north",
                                "serviceLine", "general-practice",
                                "priority", "routine")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "ZZZZ-ZZZZ"})
    void refusesAReferenceOfNoEpisode(String reference) {
        assertThat(problem("PassToClinician", Map.of("reference", reference)))
                .contains("There is no episode with this reference");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "DISCHARGED"})
    void refusesToPassOnOrEndWhatHasEnded(EpisodeStatus ended) {
        episodes.at(ended);

        for (var process : new String[] {"PassToClinician", "PatientEvent"}) {
            assertThat(problem(process, Map.of("reference", "K7QM-2XWD", "patientEvent", "died")))
                    .contains(ended.code())
                    .contains("Start a new enquiry");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "DISCHARGED"})
    void asksForConsentAndTakesItsWithdrawalAfterTheCareHasEnded(EpisodeStatus ended) {
        episodes.at(ended);

        for (var process : new String[] {"ConsentWithdrawal", "ConsentRequest"}) {
            assertThat(starts.open(process, Map.of("reference", "K7QM-2XWD"), Map.of())
                            .patientId())
                    .isEqualTo("patient-1");
        }
    }

    @Test
    void undoesAnEndingThatWasReportedByMistake() {
        episodes.at(EpisodeStatus.CLOSED);

        assertThat(starts.open("PatientEvent", mistake(), Map.of()).episodeId()).isEqualTo("episode-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"ENQUIRY", "IN_TREATMENT", "DISCHARGED"})
    void hasNothingToUndoWhereNothingWasClosed(EpisodeStatus status) {
        episodes.at(status);

        assertThat(problem("PatientEvent", mistake())).contains("nothing to undo");
    }

    private static Map<String, Object> mistake() {
        return Map.of("reference", "K7QM-2XWD", "patientEvent", "reported-by-mistake");
    }

    private Opened start(Map<String, Object> given, Map<DataClass, Map<String, Object>> letter) {
        return starts.open("GpPathway", enquiry(given), letter);
    }

    private static Map<String, Object> enquiry(Map<String, Object> given) {
        var values =
                new HashMap<String, Object>(Map.of("source", "gp", "site", "north", "serviceLine", "general-practice"));
        values.putAll(given);
        return values;
    }

    private Map<String, String> problemsOf(Map<String, Object> given, Map<DataClass, Map<String, Object>> letter) {
        return catchThrowableOfType(InvalidFormException.class, () -> start(given, letter))
                .problems();
    }

    private String problem(String process, Map<String, Object> given) {
        var problems = catchThrowableOfType(InvalidFormException.class, () -> starts.open(process, given, Map.of()))
                .problems();
        return Objects.requireNonNull(problems.get("reference"));
    }

    private static Patients patients() {
        return (Patients) Proxy.newProxyInstance(
                Patients.class.getClassLoader(), new Class<?>[] {Patients.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        return "patient-9";
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
