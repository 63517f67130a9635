package care.handrail.pathways.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import care.handrail.access.CareRelationship.End;
import care.handrail.access.DataClass;
import care.handrail.access.Role;
import care.handrail.access.Staff;
import care.handrail.audit.AuditEvent;
import care.handrail.pathways.FieldRule;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.LetterKey;
import care.handrail.pathways.LetterSource;
import care.handrail.pathways.PathwayStarts;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormBoundaryTests {

    private static final String EPISODE = "0b7c3b0e-6a53-4d2b-9f2a-2f9a6d1c0001";
    private static final String PATIENT = "0b7c3b0e-6a53-4d2b-9f2a-2f9a6d1c0002";

    private static final TestEngine CLINIC = new TestEngine();

    @BeforeEach
    void openClinic() {
        CLINIC.reset();
        CLINIC.steps.put("lookUp", context -> {});
        CLINIC.starts.add(new Visits());
        CLINIC.deploy("fixtures/engine/visits");
    }

    @AfterAll
    static void closeClinic() {
        CLINIC.close();
    }

    @Test
    void sendsOperationalValuesToTheEngineAndTheRestToTheLetter() {
        book(Map.of("surname", "Marker-Jones", "dateOfBirth", "1980-05-31", "email", "", "site", "north"));

        assertThat(variables()).containsEntry("site", "north").containsEntry("patientId", PATIENT);
        assertThat(variables()).doesNotContainKeys("surname", "dateOfBirth", "email");
        assertThat(CLINIC.entries).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(new LetterKey(PATIENT, EPISODE, "BookVisit", EPISODE));
            assertThat(entry.author()).isEqualTo("rita");
            assertThat(entry.values())
                    .containsEntry(DataClass.IDENTITY, Map.of("surname", "Marker-Jones", "dateOfBirth", "1980-05-31"))
                    .containsEntry(DataClass.CONTACT, Map.of("email", ""))
                    .doesNotContainKey(DataClass.OPERATIONAL);
        });
        assertThat(lastOf(AuditEvent.Kind.FORM_SUBMITTED)).satisfies(event -> {
            assertThat(event.purpose()).isEqualTo(AuditEvent.Purpose.PATADMIN);
            assertThat(event.processInstanceId()).isEqualTo(CLINIC.task().getProcessInstanceId());
        });
    }

    @Test
    void leavesNoPersonalValueInAnyTableOfTheEngine() throws Exception {
        book(Map.of("surname", "Marker-Jones", "email", "marker@example.org", "site", "north"));
        claim("carla");
        submit("carla", Map.of("findings", "Marker findings", "visitOutcome", "done", "agreed", true));

        assertThat(everyTextInTheDatabase()).contains("north", "done").noneMatch(text -> text.contains("arker"));
    }

    @Test
    void keepsDatesAsDatesAndNumbersAsWholeNumbers() {
        book();
        claim("carla");
        submit(
                "carla",
                Map.of(
                        "visitOutcome",
                        "again",
                        "visits",
                        2,
                        "nextVisit",
                        "2026-07-01",
                        "urgent",
                        true,
                        "temperature",
                        37.5,
                        "agreed",
                        true));

        assertThat(variables())
                .containsEntry("visits", 2L)
                .containsEntry("urgent", true)
                .containsEntry("nextVisit", Date.from(Instant.parse("2026-06-30T23:00:00Z")));
        assertThat(CLINIC.entries.get(1).values().get(DataClass.CLINICAL))
                .containsEntry("temperature", new BigDecimal("37.5"))
                .containsEntry("agreed", true);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            surname     | 'a(81)'       | 'Surname' may have 80 characters at most. Shorten it.
            surname     | (number)      | 'Surname' must be text.
            dateOfBirth | 1980-02-30    | 'Date of birth' is not a date. Write it as year-month-day, for example 1980-05-31.
            dateOfBirth | 31.05.1980    | 'Date of birth' is not a date. Write it as year-month-day, for example 1980-05-31.
            dateOfBirth | 1899-12-31    | 'Date of birth' must be between 1900 and 2199.
            dateOfBirth | (number)      | 'Date of birth' is not a date. Write it as year-month-day, for example 1980-05-31.
            email       | nobody at all | 'E-mail' is not an e-mail address.
            site        | east          | 'Site' must be one of the choices offered.
            site        | (true)        | 'Site' must be one of the choices offered.
            site        | (empty)       | 'Site' is needed.
            surname     | (blank)       | 'Surname' is needed.
            surname     | (control)     | 'Surname' holds a character that cannot be kept. Type it again instead of pasting it.
            surname     | (half)        | 'Surname' holds a character that cannot be kept. Type it again instead of pasting it.
            shoeSize    | 44            | The form has no field 'shoeSize'.
            """)
    void refusesAStartThatBreaksTheFormsRules(String key, String value, String sentence) {
        Map<String, Object> values = new HashMap<>(Map.of("surname", "Jones", "site", "north"));
        values.put(key, special(value));

        assertThat(problems(() -> book(values))).containsExactly(Map.entry(key, sentence));
        assertThat(CLINIC.entries).isEmpty();
        assertThat(CLINIC.engine()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .count())
                .isZero();
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            findings    | ab        | 'Findings' must have at least 3 characters.
            findings    | a(10001)  | 'Findings' may have 10000 characters at most. Shorten it.
            findings    | a(10000000) | 'Findings' may have 10000 characters at most. Shorten it.
            temperature | 29.9      | 'Temperature' must be 30 or more.
            temperature | 45.1      | 'Temperature' must be 45 or less.
            temperature | 37.55     | 'Temperature' may have 1 digits after the point at most.
            temperature | (text)    | 'Temperature' is not a number.
            temperature | (NaN)     | 'Temperature' is not a number.
            visits      | -5        | 'Visits' must be 0 or more.
            visits      | 1.5       | 'Visits' must be a whole number.
            visitOutcome | gone     | 'Outcome' must be one of the choices offered.
            visitOutcome | (empty)  | 'Outcome' is needed.
            urgent      | (text)    | 'Urgent' is either ticked or not: send true or false.
            agreed      | (false)   | 'The patient agreed' must be ticked.
            roomCode    | b12       | 'Room' is not in the form that is asked for.
            roomCode    | (newline) | 'Room' holds a character that cannot be kept. Type it again instead of pasting it.
            seenAt      | 25:00     | 'Seen at' is not a time.
            visitReason | forgot    | 'Reason' is not asked for with these answers. Leave it empty.
            """)
    void refusesARecordThatBreaksTheFormsRules(String key, String value, String sentence) {
        book();
        claim("carla");
        Map<String, Object> values = record();
        values.put(key, special(value));

        assertThat(problems(() -> submit("carla", values))).containsExactly(Map.entry(key, sentence));
        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Task_RecordVisit");
        assertThat(CLINIC.entries).hasSize(1);
    }

    @Test
    void tellsAllThatIsWrongAtOnceAndNothingOfWhatWasTyped() {
        assertThatThrownBy(() -> book(Map.of("surname", "Marker".repeat(20), "email", "marker", "Marker key", "x")))
                .isInstanceOf(InvalidForm.class)
                .hasMessageNotContaining("arker")
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidForm.class))
                .satisfies(invalid -> assertThat(invalid.problems()).containsOnlyKeys("surname", "email", "site", "?"));
    }

    @Test
    void keepsEmojiAndNamesWrittenFromRightToLeft() {
        book(Map.of("surname", "ליאור 👩🏽‍⚕️ Nguyễn", "site", "south"));

        assertThat(CLINIC.entries.get(0).values().get(DataClass.IDENTITY))
                .containsEntry("surname", "ליאור 👩🏽‍⚕️ Nguyễn");
    }

    @Test
    void asksForAFieldOnlyWhereItIsShown() {
        book();
        claim("carla");
        Map<String, Object> values = record();
        values.put("visitOutcome", "did-not-come");

        assertThat(problems(() -> submit("carla", values)))
                .containsExactly(Map.entry("visitReason", "'Reason' is needed."));

        values.put("visitReason", "forgot");
        submit("carla", values);
        assertThat(variables()).containsEntry("visitReason", "forgot");
    }

    @Test
    void leavesReadOnlyDisabledAndHiddenFieldsAsTheyAre() {
        book();
        claim("carla");
        Map<String, Object> values = record();
        values.put("reference", "HACK-0000");
        values.put("earlier", "overwritten");
        values.put("visitReason", "");
        submit("carla", values);

        assertThat(variables()).containsEntry("reference", "K7QM-2XWD").doesNotContainKey("visitReason");
        assertThat(CLINIC.entries.get(1).values().get(DataClass.CLINICAL)).doesNotContainKey("earlier");
    }

    @Test
    void emptiesAVariableThatThePersonEmptied() {
        book();
        claim("carla");
        Map<String, Object> values = record();
        values.put("visits", 3);
        values.put("visitOutcome", "again");
        submit("carla", values);
        claim("carla");
        values.put("visits", null);
        values.put("nextVisit", "");
        submit("carla", values);

        assertThat(variables()).containsEntry("visits", null).doesNotContainKey("nextVisit");
    }

    @Test
    void leavesWhatWasNotSentAsItIs() {
        book();
        claim("carla");
        Map<String, Object> values = record();
        values.put("visits", 3);
        values.put("visitOutcome", "again");
        submit("carla", values);
        claim("carla");
        submit("carla", record());

        assertThat(variables()).containsEntry("visits", 3L);
        assertThat(CLINIC.entries.get(2).values()).containsOnlyKeys(DataClass.CLINICAL);
    }

    @Test
    void asksTheRoomsAboutValuesThatPassedTheFormsRules() {
        CLINIC.rules.add(new NoSmiths());

        assertThat(problems(() -> book(Map.of("surname", "Smith", "site", "north"))))
                .containsExactly(Map.entry("surname", "We treat no Smiths."));
        assertThat(problems(() -> book(Map.of("surname", "Smith".repeat(20), "site", "north"))))
                .containsExactly(Map.entry("surname", "'Surname' may have 80 characters at most. Shorten it."));
        book(Map.of("surname", "Jones", "site", "north"));
    }

    @Test
    void refusesABusinessKeyThatTheCallerChose() {
        assertThatThrownBy(() -> CLINIC.as(
                        "rita",
                        () -> CLINIC.engine()
                                .getFormService()
                                .submitStartForm(definition(), "Marker Jones", Map.of("surname", "x", "site", "north")),
                        Role.RECEPTION))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Leave the business key empty: the episode's id is put there.");
    }

    @Test
    void everyWayOfSubmittingPassesTheBoundary() {
        var forms = CLINIC.engine().getFormService();
        Map<String, String> booking = Map.of("surname", "Jones", "site", "nowhere");
        CLINIC.as(
                "rita",
                () -> {
                    assertThat(problems(() -> forms.submitStartFormData(definition(), booking)))
                            .containsKey("site");
                    assertThat(problems(() -> forms.submitStartFormData(definition(), null, booking)))
                            .containsKey("site");
                    assertThat(problems(() -> forms.submitStartForm(definition(), null, new HashMap<>(booking))))
                            .containsKey("site");
                    return null;
                },
                Role.RECEPTION);
        book();
        claim("carla");
        String task = CLINIC.task().getId();
        CLINIC.asClinician("carla", () -> {
            assertThat(problems(() -> forms.submitTaskFormData(task, Map.of("visitOutcome", "x"))))
                    .containsKey("visitOutcome");
            assertThat(problems(
                            () -> forms.submitTaskFormWithVariablesInReturn(task, Map.of("visitOutcome", "x"), false)))
                    .containsKey("visitOutcome");
        });
    }

    @Test
    void takesValuesInTheWrappingOfTheEnginesInterfaces() {
        book();
        claim("carla");
        var typed = Variables.createVariables()
                .putValueTyped("visitOutcome", Variables.stringValue("done"))
                .putValueTyped("agreed", Variables.booleanValue(true))
                .putValueTyped("visits", Variables.integerValue(3));
        var object = Variables.createVariables()
                .putValue("visitOutcome", "done")
                .putValue("agreed", true)
                .putValueTyped(
                        "findings",
                        Variables.serializedObjectValue("rO0ABQ==")
                                .objectTypeName("java.lang.Object")
                                .serializationDataFormat("application/x-java-serialized-object")
                                .create());

        assertThat(problems(() -> submit("carla", object)))
                .containsExactly(Map.entry("findings", "'Findings' must be text."));
        submit("carla", typed);
        assertThat(variables()).containsEntry("visits", 3L);
    }

    @Test
    void refusesToCompleteAnotherPersonsWorkItem() {
        book();
        refused(() -> submit("carla", record()), 403, "Claim this work item first. Nothing was saved.");
        claim("carla");
        refused(() -> submit("colin", record()), 403, "Somebody else has claimed this work item. Nothing was saved.");
        assertThat(CLINIC.entries).hasSize(1);
    }

    @Test
    void refusesASecondCompletionWithAClearSentence() {
        book();
        claim("carla");
        String task = CLINIC.task().getId();
        submit("carla", record());

        refused(
                () -> CLINIC.asClinician(
                        "carla", () -> CLINIC.engine().getFormService().submitTaskForm(task, record())),
                409,
                "This work item is no longer open: it was completed or closed already. Nothing was saved."
                        + " Go back to your list.");
        refused(
                () -> CLINIC.asClinician(
                        "carla", () -> CLINIC.engine().getFormService().submitTaskForm("no-such-task", record())),
                404,
                "There is no such work item.");
        assertThat(CLINIC.entries).hasSize(2);
    }

    @Test
    void refusesWhenNobodyIsSignedIn() {
        book();
        refused(
                () -> CLINIC.engine()
                        .getFormService()
                        .submitTaskForm(CLINIC.task().getId(), record()),
                401,
                "Sign in first: nobody is signed in.");
        refused(
                () -> CLINIC.engine().getFormService().submitStartForm(definition(), Map.of()),
                401,
                "Sign in first: nobody is signed in.");
        refused(
                () -> CLINIC.engine()
                        .getFormService()
                        .getTaskFormVariables(CLINIC.task().getId()),
                401,
                "Sign in first: nobody is signed in.");
    }

    @Test
    void writesNothingWhenTheEngineFailsAfterwards() {
        CLINIC.steps.put("lookUp", context -> {
            throw new IllegalStateException("database full of Marker");
        });

        assertThatThrownBy(this::book).isInstanceOf(StepFailedException.class).hasMessageNotContaining("Marker");
        assertThat(CLINIC.engine()
                        .getRuntimeService()
                        .createProcessInstanceQuery()
                        .count())
                .isZero();
    }

    @Test
    void showsTheAssigneeWhatTheFormRecalls() {
        book(Map.of("surname", "Jones", "email", "jones@example.org", "site", "north"));
        claim("carla");
        Map<String, Object> values = record();
        values.put("visitOutcome", "again");
        values.put("nextVisit", "2026-07-01");
        values.put("visits", 1);
        values.put("findings", "well");
        submit("carla", values);
        claim("carla");

        assertThat(view("carla", Role.CLINICIAN))
                .containsOnly(
                        Map.entry("reference", "K7QM-2XWD"),
                        Map.entry("surname", "Jones"),
                        Map.entry("findings", "well"),
                        Map.entry("visits", 1L),
                        Map.entry("nextVisit", "2026-07-01"));
        assertThat(lastOf(AuditEvent.Kind.FORM_VIEWED)).satisfies(event -> {
            assertThat(event.detail()).isEqualTo("operational,identity,contact,clinical");
            assertThat(event.patientId()).isEqualTo(PATIENT);
            assertThat(event.episodeId()).isEqualTo(EPISODE);
            assertThat(event.object()).isEqualTo("form:RecordVisit");
            assertThat(event.version())
                    .isEqualTo(CLINIC.engine()
                            .getRepositoryService()
                            .getProcessDefinition(CLINIC.task().getProcessDefinitionId())
                            .getDeploymentId());
            assertThat(event.processInstanceId()).isEqualTo(CLINIC.task().getProcessInstanceId());
        });
    }

    @Test
    void withholdsWhatTheAssigneesRoleMayNotSeeAndRecordsIt() {
        book();
        claim("carla");
        Map<String, Object> values = record();
        values.put("visitOutcome", "again");
        values.put("findings", "Marker");
        submit("carla", values);
        claim("rita");

        assertThat(view("rita", Role.RECEPTION)).containsKey("surname").doesNotContainKey("findings");
        assertThat(lastOf(AuditEvent.Kind.ACCESS_REFUSED).detail()).isEqualTo("clinical");
    }

    @Test
    void saysInTheTrailByWhichCareRelationshipItShowedAndKeptSomething() {
        book();
        claim("carla");
        var relationship =
                CLINIC.careTeams.current("carla", PATIENT).orElseThrow().id();

        view("carla", Role.CLINICIAN);
        assertThat(lastOf(AuditEvent.Kind.FORM_VIEWED).basis()).isEqualTo(relationship);
        submit("carla", record());
        assertThat(lastOf(AuditEvent.Kind.FORM_SUBMITTED).basis()).isEqualTo(relationship);
    }

    @Test
    void withholdsEverythingFromAnAssigneeWhoIsNotOnTheCareTeamAndKeepsNothingOfTheirs() {
        book();
        claim("carla");
        CLINIC.careTeams.endAll("carla", End.ROLE_TAKEN);

        assertThat(view("carla", Role.CLINICIAN)).containsOnlyKeys("reference");
        assertThat(lastOf(AuditEvent.Kind.ACCESS_REFUSED).detail()).isEqualTo("identity,contact,clinical");

        CLINIC.entries.clear();
        refused(
                () -> submit("carla", record()),
                403,
                "You are not on this patient's care team any more. Release this work item and claim it again. Nothing was"
                        + " saved.");
        refused(
                () -> saveDraft("carla", Map.of("findings", "Marker")),
                403,
                "You are not on this patient's care team any more. Release this work item and claim it again. Nothing was"
                        + " saved.");
        assertThat(CLINIC.entries).isEmpty();
        assertThat(CLINIC.drafts).isEmpty();
        assertThat(CLINIC.task().getTaskDefinitionKey()).isEqualTo("Task_RecordVisit");
    }

    @Test
    void refusesToKeepWhatTheAssigneesRoleMayNotRecord() {
        book();
        claim("mary");
        Map<String, Object> values = record();

        refused(
                () -> CLINIC.as(
                        "mary",
                        () -> {
                            CLINIC.engine()
                                    .getFormService()
                                    .submitTaskForm(CLINIC.task().getId(), values);
                            return null;
                        },
                        Role.PRACTICE_MANAGER),
                403,
                "Your role may not record all of this. Nothing was saved.");
        assertThat(lastOf(AuditEvent.Kind.ACCESS_REFUSED).detail()).contains("clinical");
    }

    @Test
    void showsNothingOfTheLetterToWhoeverHasNotClaimedTheWorkItem() {
        book();
        assertThat(view("carla", Role.CLINICIAN)).containsOnlyKeys("reference");
        claim("colin");
        assertThat(view("carla", Role.CLINICIAN)).containsOnlyKeys("reference");
        assertThat(lastOf(AuditEvent.Kind.FORM_VIEWED).detail()).isEqualTo("operational");
    }

    @Test
    void showsWhatARoomSuppliesAndDropsItWhenItComesBack() {
        CLINIC.sources.add(new EarlierVisits());
        book();
        claim("carla");
        assertThat(view("carla", Role.CLINICIAN))
                .containsEntry("earlier", "Seen in May.")
                .doesNotContainKey("findings");

        Map<String, Object> values = record();
        values.put("earlier", "Seen in May.");
        submit("carla", values);
        assertThat(CLINIC.entries.get(1).values().get(DataClass.CLINICAL)).doesNotContainKey("earlier");
    }

    @Test
    void keepsADraftForItsAuthorAlone() {
        book();
        claim("carla");
        saveDraft("carla", Map.of("findings", "half", "visits", 7, "earlier", "dropped", "reference", "dropped"));

        assertThat(view("carla", Role.CLINICIAN))
                .containsEntry("findings", "half")
                .containsEntry("visits", 7);
        assertThat(draft("carla")).containsOnlyKeys("findings", "visits");
        refused(() -> draft("colin"), 403, "Somebody else has claimed this work item. Nothing was saved.");
        refused(
                () -> saveDraft("colin", Map.of()),
                403,
                "Somebody else has claimed this work item. Nothing was saved.");
        assertThat(variables()).doesNotContainKey("visits");
        assertThat(lastOf(AuditEvent.Kind.DRAFT_SAVED).taskId())
                .isEqualTo(CLINIC.task().getId());

        submit("carla", record());
        assertThat(CLINIC.drafts).isEmpty();
    }

    @Test
    void showsAFieldThatWasEmptiedInADraftAsEmpty() {
        book();
        claim("carla");
        saveDraft("carla", Map.of("visits", 7));
        saveDraft("carla", Collections.singletonMap("visits", null));

        assertThat(view("carla", Role.CLINICIAN)).containsEntry("visits", "");
    }

    @Test
    void checksADraftForKnownKeysAndSizesOnly() {
        book();
        claim("carla");
        saveDraft("carla", Map.of("temperature", "not yet", "visitOutcome", "nonsense"));
        assertThat(problems(() -> saveDraft(
                        "carla", Map.of("findings", "x".repeat(100_001), "shoeSize", 1, "roomCode", List.of()))))
                .containsOnlyKeys("findings", "shoeSize", "roomCode");
    }

    @Test
    void reportsAnEpisodeThatTheFormNamesInVain() {
        CLINIC.starts.clear();
        CLINIC.starts.add(new NoSuchEpisode());

        assertThat(problems(this::book)).containsExactly(Map.entry("reference", "There is no such episode."));
    }

    private static Object special(String value) {
        if (value.startsWith("a(")) {
            return "a".repeat(Integer.parseInt(value.substring(2, value.length() - 1)));
        }
        return switch (value) {
            case "(number)" -> 5;
            case "(true)" -> true;
            case "(false)" -> false;
            case "(empty)" -> "";
            case "(blank)" -> " \n ";
            case "(control)" -> "Jo\u0000nes";
            case "(half)" -> "Jo\ud83dnes";
            case "(newline)" -> "A12\n";
            case "(text)" -> "warm";
            case "(NaN)" -> Double.NaN;
            default -> value.matches("-?\\d+(\\.\\d+)?") ? (Object) Double.valueOf(value) : value;
        };
    }

    private static Map<String, String> problems(ThrowingCallable work) {
        var thrown = catchThrowable(work);
        assertThat(thrown).isInstanceOf(InvalidForm.class);
        return ((InvalidForm) thrown).problems();
    }

    private static void refused(ThrowingCallable work, int status, String sentence) {
        var thrown = catchThrowable(work);
        assertThat(thrown).isInstanceOf(RefusedException.class).hasMessage(sentence);
        assertThat(((RefusedException) thrown).status()).isEqualTo(status);
    }

    private static Map<String, Object> record() {
        return new HashMap<>(Map.of("visitOutcome", "done", "agreed", true));
    }

    private void claim(String person) {
        CLINIC.asClinician(
                person,
                () -> CLINIC.engine().getTaskService().claim(CLINIC.task().getId(), person));
    }

    private void submit(String person, Map<String, Object> values) {
        String task = CLINIC.task().getId();
        CLINIC.asClinician(person, () -> CLINIC.engine().getFormService().submitTaskForm(task, values));
    }

    private Map<String, Object> view(String person, Role role) {
        return CLINIC.as(
                person,
                () -> CLINIC.engine()
                        .getFormService()
                        .getTaskFormVariables(CLINIC.task().getId()),
                role);
    }

    private void saveDraft(String person, Map<String, Object> values) {
        CLINIC.inEngine(context -> {
            CLINIC.boundary()
                    .saveDraft(context, clinician(person), CLINIC.task().getId(), values);
            return person;
        });
    }

    private Map<String, Object> draft(String person) {
        return CLINIC.inEngine(context -> CLINIC.boundary()
                .draft(context, clinician(person), CLINIC.task().getId()));
    }

    private static Staff clinician(String person) {
        return new Staff(person, Set.of(Role.CLINICIAN));
    }

    private AuditEvent lastOf(AuditEvent.Kind kind) {
        return CLINIC.audit.events.stream()
                .filter(event -> event.kind() == kind)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private List<String> everyTextInTheDatabase() throws SQLException {
        var texts = new ArrayList<String>();
        var source = CLINIC.engine().getProcessEngineConfiguration().getDataSource();
        try (var connection = source.getConnection();
                var tables = connection.getMetaData().getTables(null, "PUBLIC", "ACT_%", null)) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next() && !table.equals("ACT_GE_BYTEARRAY")) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            texts.add(String.valueOf(rows.getString(i)));
                        }
                    }
                }
            }
        }
        return texts;
    }

    private void book() {
        book(Map.of("surname", "Jones", "site", "north"));
    }

    private void book(Map<String, Object> values) {
        CLINIC.as(
                "rita",
                () -> CLINIC.engine().getFormService().submitStartForm(definition(), new HashMap<>(values)),
                Role.RECEPTION);
    }

    private String definition() {
        return CLINIC.engine()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .latestVersion()
                .singleResult()
                .getId();
    }

    private Map<String, Object> variables() {
        return CLINIC.engine().getRuntimeService().getVariables(CLINIC.task().getExecutionId());
    }

    /** Opens an episode with fixed ids. */
    private static final class Visits implements PathwayStarts {

        @Override
        public boolean handles(String processId) {
            return processId.equals("Visit");
        }

        @Override
        public Opened open(
                String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
            return new Opened(EPISODE, PATIENT, Map.of("patientId", PATIENT, "reference", "K7QM-2XWD"));
        }
    }

    private static final class NoSuchEpisode implements PathwayStarts {

        @Override
        public boolean handles(String processId) {
            return true;
        }

        @Override
        public Opened open(
                String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
            throw new InvalidFormException(Map.of("reference", "There is no such episode."));
        }
    }

    private static final class NoSmiths implements FieldRule {

        @Override
        public boolean appliesTo(String key) {
            return key.equals("surname");
        }

        @Override
        public Optional<String> problem(Object value) {
            return String.valueOf(value).startsWith("Smith") ? Optional.of("We treat no Smiths.") : Optional.empty();
        }
    }

    private static final class EarlierVisits implements LetterSource {

        @Override
        public boolean supplies(String form, String field) {
            return form.equals("RecordVisit") && field.equals("earlier");
        }

        @Override
        public Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes) {
            return Map.of("earlier", "Seen in May.", "findings", "not asked for");
        }
    }
}
