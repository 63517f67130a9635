package care.handrail.patients.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.LetterStore;
import care.handrail.pathways.Step;
import care.handrail.patients.PatientNotFoundException;
import care.handrail.patients.Patients;
import care.handrail.patients.RegistrationState;
import care.handrail.patients.UndoReason;
import care.handrail.shared.Ids;
import care.handrail.testing.EngineClock;
import care.handrail.testing.Http;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the steps of the registration do; run on each database. */
abstract class RegistrationSteps {

    private static final Set<DataClass> LETTER = Set.of(DataClass.IDENTITY, DataClass.CONTACT);

    @Autowired
    private Patients patients;

    @Autowired
    private LetterStore letters;

    @Autowired
    private Map<String, Step> steps;

    @Autowired
    private List<LetterSource> sources;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private Http http;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Random random = new SecureRandom();
    private final String givenName = madeUpName();
    private final String surname = madeUpName();
    private final String born =
            LocalDate.of(1930, 1, 2).plusDays(random.nextInt(15_000)).toString();
    private final String phone = "07700 %09d".formatted(random.nextInt(1_000_000_000));

    @BeforeEach
    void onAFridayInNovember() {
        EngineClock.set(Instant.parse("2026-11-20T09:00:00Z"));
        signIn("coordinator", Role.CARE_COORDINATION);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest
    @CsvSource({
        "2008-11-21, child",
        "2008-11-20, adult",
        "1961-11-21, adult",
        "1961-11-20, older-adult",
        "2026-11-21, unknown",
        "'', unknown"
    })
    void derivesTheAgeBandFromTheRecordedDateOfBirth(String born, String band) {
        var episode = enquiry(Map.of("dateOfBirth", born));
        assertThat(run("deriveAgeBand", episode).whatWasSet())
                .containsExactlyInAnyOrderEntriesOf(Map.of("ageBand", band));
    }

    @Test
    void derivesNoAgeBandWithoutADateOfBirth() {
        assertThat(run("deriveAgeBand", enquiry(Map.of())).whatWasSet())
                .containsExactlyInAnyOrderEntriesOf(Map.of("ageBand", "unknown"));
    }

    @Test
    void findsNobodyWhenNobodyLooksAlike() {
        var context = run("findDuplicates", enquiry(anna()));
        assertThat(context.whatWasSet())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("duplicatesFound", false, "duplicateCount", 0L, "duplicateSearch", "complete"));
    }

    @Test
    void keepsWhoLooksAlikeForThePersonWhoDecides() {
        var first = enquiry(anna());
        var second = enquiry(anna());

        var context = run("findDuplicates", second);

        assertThat(context.whatWasSet())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("duplicatesFound", true, "duplicateCount", 1L, "duplicateSearch", "complete"));
        assertThat(rows.queryForList(
                        "select candidate_id from hr_possible_duplicate where episode_id = ?",
                        String.class,
                        second.episodeId()))
                .containsExactly(first.patientId());
        assertThat(audited(second, "DUPLICATES_SEARCHED")).isEqualTo(1);
    }

    @Test
    void searchingAgainReplacesWhatNobodyDecided() {
        enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        run("findDuplicates", second);
        assertThat(rows.queryForObject(
                        "select count(*) from hr_possible_duplicate where episode_id = ?",
                        Long.class,
                        second.episodeId()))
                .isEqualTo(1);
    }

    @Test
    void neverWritesAnythingPersonalInClear() {
        enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        var kept = rows.queryForList("select * from hr_possible_duplicate where episode_id = ?", second.episodeId())
                .toString();
        assertThat(kept).doesNotContainIgnoringCase(surname).doesNotContain(born);
    }

    @Test
    void showsWhoLooksAlikeWithinTheClassesThatThePersonMaySee() {
        var first = enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);

        var all = summary(second, LETTER);
        assertThat(all)
                .contains("1. Probably the same person", givenName + " " + surname, "born " + born, phone)
                .contains("Same: surname, given name, date of birth, telephone");
        assertThat(summary(second, Set.of(DataClass.IDENTITY)))
                .contains(givenName + " " + surname)
                .doesNotContain(phone)
                .doesNotContain("telephone");
        assertThat(summary(second, Set.of(DataClass.OPERATIONAL))).isNull();
        assertThat(rows.queryForObject(
                        "select count(*) from AUDIT_EVENT where kind = 'FORM_VIEWED' and patient_id = ?",
                        Long.class,
                        first.patientId()))
                .isEqualTo(2);
    }

    @Test
    void linksThoseWhoAreOnePersonWithoutTouchingTheirRecords() {
        var first = enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);

        run("recordDuplicateDecision", second.decides("same-person", 1L));

        assertThat(patients.samePerson(second.patientId()))
                .containsExactlyInAnyOrder(first.patientId(), second.patientId());
        assertThat(patients.samePerson(first.patientId())).contains(second.patientId());
        assertThat(letters.latest(first.patientId(), first.episodeId(), Set.of("surname"), LETTER))
                .containsEntry("surname", surname);
        assertThat(audited(second, "DUPLICATES_DECIDED")).isEqualTo(1);
        assertThat(run("findDuplicates", second).whatWasSet().get("duplicatesFound"))
                .as("who is known to be the same person is not asked about again")
                .isEqualTo(false);
    }

    @Test
    void joinsChainsOfOnePerson() {
        var first = enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        run("recordDuplicateDecision", second.decides("same-person", null));
        var third = enquiry(anna());
        run("findDuplicates", third);
        run("recordDuplicateDecision", third.decides("same-person", 2L));
        assertThat(patients.samePerson(first.patientId()))
                .containsExactlyInAnyOrder(first.patientId(), second.patientId(), third.patientId());
    }

    @Test
    void asksWhichOneWhenSeveralLookAlike() {
        enquiry(anna());
        enquiry(anna());
        var third = enquiry(anna());
        run("findDuplicates", third);
        assertThatThrownBy(() -> run("recordDuplicateDecision", third.decides("same-person", null)))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("number");
        assertThatThrownBy(() -> run("recordDuplicateDecision", third.decides("same-person", 3L)))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("from 1 to 2");
        assertThat(patients.samePerson(third.patientId())).containsExactly(third.patientId());
    }

    @Test
    void keepsThoseApartWhoAreDifferentAndDoesNotAskAgain() {
        enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        run("recordDuplicateDecision", second.decides("different-person", null));

        assertThat(patients.samePerson(second.patientId())).containsExactly(second.patientId());
        assertThat(run("findDuplicates", second).whatWasSet().get("duplicatesFound"))
                .isEqualTo(false);
    }

    @Test
    void asksAgainWhenNobodyCouldTell() {
        enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        run("recordDuplicateDecision", second.decides("cannot-tell", null));
        assertThat(patients.samePerson(second.patientId())).containsExactly(second.patientId());
        assertThat(run("findDuplicates", second).whatWasSet().get("duplicatesFound"))
                .isEqualTo(true);
    }

    @Test
    void namesWhomItCannotReadAndLetsNobodyDecideAboutThem() {
        var damaged = enquiry(anna());
        enquiry(anna());
        var third = enquiry(anna());
        damage(damaged);

        assertThat(run("findDuplicates", third).whatWasSet())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("duplicatesFound", true, "duplicateCount", 2L, "duplicateSearch", "unreadable"));
        assertThat(rows.queryForObject(
                        "select count(*) from AUDIT_EVENT where kind = 'RECORD_UNREADABLE' and patient_id = ?",
                        Long.class,
                        damaged.patientId()))
                .isEqualTo(1);
        assertThat(summary(third, LETTER))
                .contains("1. Probably the same person", "2. Cannot be compared", "Tell the system administrator");

        assertThatThrownBy(() -> run("recordDuplicateDecision", third.decides("same-person", 2L)))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("cannot be read");
        run("recordDuplicateDecision", third.decides("different-person", null));

        assertThat(patients.samePerson(third.patientId())).containsExactly(third.patientId());
        assertThat(rows.queryForList(
                        "select candidate_id from hr_possible_duplicate where episode_id = ? and decision = 'CANNOT_TELL'",
                        String.class,
                        third.episodeId()))
                .containsExactly(damaged.patientId());
        assertThat(run("findDuplicates", third).whatWasSet())
                .as("somebody looks again, as nobody could decide")
                .containsEntry("duplicateCount", 1L)
                .containsEntry("duplicateSearch", "unreadable");
    }

    @Test
    void showsWhatHasBecomeUnreadableSinceTheSearch() {
        var first = enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        damage(first);

        assertThat(summary(second, LETTER)).startsWith("1. Cannot be compared").doesNotContain(surname);
        run("recordDuplicateDecision", second.decides("different-person", null));
        assertThat(run("findDuplicates", second).whatWasSet()).containsEntry("duplicatesFound", true);
    }

    @Test
    void takesALinkBackAndKeepsWhoDidIt() {
        enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        run("recordDuplicateDecision", second.decides("same-person", 1L));
        var link = patients.links(second.patientId()).get(0);
        assertThat(link.decidedBy()).isEqualTo("coordinator");

        signIn("reception", Role.RECEPTION);
        assertThatThrownBy(() -> patients.undoSamePerson(second.patientId(), link.id(), UndoReason.WRONG_PATIENT))
                .isInstanceOf(AccessRefusedException.class);
        assertThatThrownBy(() -> patients.links(second.patientId())).isInstanceOf(AccessRefusedException.class);
        signIn("manager", Role.PRACTICE_MANAGER);
        assertThatThrownBy(() -> patients.undoSamePerson(Ids.next(), link.id(), UndoReason.WRONG_PATIENT))
                .isInstanceOf(PatientNotFoundException.class);
        patients.undoSamePerson(second.patientId(), link.id(), UndoReason.WRONG_PATIENT);

        assertThat(patients.samePerson(second.patientId())).containsExactly(second.patientId());
        assertThat(rows.queryForMap("select * from hr_possible_duplicate where id = ?", link.id()))
                .containsEntry("decision", "SAME_PERSON")
                .containsEntry("decided_by", "coordinator")
                .containsEntry("undone_by", "manager")
                .containsEntry("undo_reason", "WRONG_PATIENT");
        assertThatThrownBy(() -> patients.undoSamePerson(second.patientId(), link.id(), UndoReason.WRONG_PATIENT))
                .isInstanceOf(PatientNotFoundException.class);
        assertThat(run("findDuplicates", second).whatWasSet().get("duplicatesFound"))
                .isEqualTo(true);
    }

    @Test
    void showsAndTakesBackALinkOverHttp() {
        enquiry(anna());
        var second = enquiry(anna());
        run("findDuplicates", second);
        run("recordDuplicateDecision", second.decides("same-person", 1L));
        var path = "/api/patients/" + second.patientId() + "/same-person";

        assertThat(http.as("reception").get(path).status()).isEqualTo(403);
        var link = http.as("coordinator").get(path).json().get(0).get("id").asText();
        assertThat(http.as("coordinator")
                        .post(path + "/" + link + "/undo", Map.of("reason", "because"))
                        .status())
                .isEqualTo(400);
        assertThat(http.as("coordinator")
                        .post(path + "/" + link + "/undo", Map.of("reason", "wrong-patient"))
                        .status())
                .isEqualTo(204);
        assertThat(http.as("coordinator")
                        .post(path + "/" + link + "/undo", Map.of("reason", "wrong-patient"))
                        .status())
                .isEqualTo(404);
        assertThat(patients.samePerson(second.patientId())).containsExactly(second.patientId());
    }

    @Test
    void marksThePatientReadyWithTheTraceStatusThatIsRecorded() {
        var episode = enquiry(Map.of("nhsNumber", "9990000018", "nhsNumberStatus", "traced"));
        assertThat(patients.state(episode.patientId())).isEqualTo(RegistrationState.ENQUIRED);

        assertThat(run("markReadyForScheduling", episode).whatWasSet())
                .containsExactlyInAnyOrderEntriesOf(Map.of("registrationOutcome", "ready"));

        assertThat(patients.state(episode.patientId())).isEqualTo(RegistrationState.READY_FOR_SCHEDULING);
        assertThat(rows.queryForMap("select * from hr_patient where id = ?", episode.patientId()))
                .containsEntry("trace_status", "TRACED");
    }

    private Map<String, Object> anna() {
        return Map.of("givenName", givenName, "surname", surname, "dateOfBirth", born, "phone", phone);
    }

    private FakeStepContext enquiry(Map<String, Object> values) {
        var context = new FakeStepContext(patients.open(), Ids.next());
        var contact = values.containsKey("phone") ? Map.of("phone", values.get("phone")) : Map.<String, Object>of();
        var identity = new HashMap<>(values);
        identity.remove("phone");
        inTransaction(() -> letters.write(
                new LetterKey(context.patientId(), context.episodeId(), "CaptureDetails", Ids.next()),
                Map.of(DataClass.IDENTITY, identity, DataClass.CONTACT, contact),
                "reception"));
        return context;
    }

    private void damage(FakeStepContext context) {
        rows.update(
                "update RECORD_ENTRY set CONTENT = ? where PATIENT_ID = ? and DATA_CLASS = 'identity'",
                new byte[64],
                context.patientId());
    }

    private FakeStepContext run(String step, FakeStepContext context) {
        context.forgetWhatWasSet();
        inTransaction(() -> Objects.requireNonNull(steps.get(step)).run(context));
        return context;
    }

    private @Nullable String summary(FakeStepContext context, Set<DataClass> classes) {
        var key = new LetterKey(context.patientId(), context.episodeId(), "DecideDuplicates", Ids.next());
        return new TransactionTemplate(transactions)
                .execute(status -> sources.stream()
                        .filter(source -> source.supplies(key.form(), "duplicateSummary"))
                        .map(source -> source.values(key, Set.of("duplicateSummary"), classes))
                        .flatMap(values -> Stream.ofNullable((String) values.get("duplicateSummary")))
                        .findFirst()
                        .orElse(null));
    }

    private long audited(FakeStepContext context, String kind) {
        return rows.queryForObject(
                "select count(*) from AUDIT_EVENT where kind = ? and episode_id = ?",
                Long.class,
                kind,
                context.episodeId());
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }

    private static void signIn(String userId, Role role) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(userId, "", "ROLE_" + role.group()));
    }

    /** A name that no other test has, so that nobody else in the shared clinic looks alike. */
    private String madeUpName() {
        return random.ints(10, 'a', 'z' + 1)
                .collect(() -> new StringBuilder("X"), StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
