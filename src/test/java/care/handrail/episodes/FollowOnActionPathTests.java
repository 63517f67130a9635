package care.handrail.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.testing.EngineClock;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("FollowOnAction")
class FollowOnActionPathTests {

    private static final Map<String, Object> CLINICAL = Map.of("actionPlace", "clinical", "actionTeam", "nursing");
    private static final Map<String, Object> OFFICE = Map.of("actionPlace", "office", "actionOffice", "reception");
    private static final Map<String, Object> NOBODY = Map.of("actionPlace", "undecided");

    @ParameterizedTest
    @CsvSource({"done, ", "not-needed, no-longer-needed"})
    void isSettledByAClinician(String outcome, String reason, Walk walk) {
        var answer = new HashMap<String, Object>(Map.of("actionOutcome", outcome));
        if (reason != null) {
            answer.put("actionReason", reason);
        }
        ask(CLINICAL, walk)
                .opens("Task_DoClinicalAction", "DoClinicalAction", "nursing")
                .complete("Task_DoClinicalAction", "nurse", answer)
                .endedAt("EndEvent_ActionClosed")
                .passed("Task_DoClinicalAction", "Task_CloseAction")
                .has("actionReason", reason)
                .ran("closeAction", 1);
    }

    @Test
    void isDoneByTheOffice(Walk walk) {
        ask(OFFICE, walk)
                .opens("Task_DoOfficeAction", "DoOfficeAction", "reception")
                .complete("Task_DoOfficeAction", "reception", Map.of("actionOutcome", "done"))
                .endedAt("EndEvent_ActionClosed")
                .has("checkedPatient", true)
                .ran("closeAction", 1);
    }

    @ParameterizedTest
    @CsvSource({"Task_DoClinicalAction, nurse", "Task_DoOfficeAction, reception"})
    void belongsToNobodyOnceItIsGivenBack(String step, String person, Walk walk) {
        to(step, walk)
                .complete(step, person, Map.of("actionOutcome", "hand-back", "handBackReason", "cannot-reach"))
                .opens("Task_DecideOwner", "DecideOwner", "clinician")
                .has("handBackReason", "cannot-reach")
                .ran("handBackAction", 1)
                .ran("closeAction", 0);
    }

    @ParameterizedTest
    @CsvSource({"physiotherapy, Task_DoClinicalAction, physiotherapy", "reception, Task_DoOfficeAction, reception"})
    void goesToTheOwnerWhomAClinicianChooses(String owner, String step, String queue, Walk walk) {
        var clinical = step.equals("Task_DoClinicalAction");
        ask(NOBODY, walk)
                .opens("Task_DecideOwner", "DecideOwner", "clinician")
                .where("giveAction", context -> {
                    assertThat(context.require(ActionVariables.DECIDED_BY)).isEqualTo("clinician2");
                    context.set(ActionVariables.PLACE, clinical ? "clinical" : "office");
                    context.set(clinical ? ActionVariables.TEAM : ActionVariables.OFFICE, owner);
                })
                .complete("Task_DecideOwner", "clinician2", Map.of("actionOwner", owner))
                .opens(step, clinical ? "DoClinicalAction" : "DoOfficeAction", queue)
                .ran("giveAction", 1);
    }

    @Test
    void isClosedWhenAClinicianSaysThatItIsNotNeeded(Walk walk) {
        ask(NOBODY, walk)
                .complete(
                        "Task_DecideOwner",
                        "clinician",
                        Map.of("actionOwner", "nobody", "actionReason", "done-elsewhere"))
                .endedAt("EndEvent_ActionClosed")
                .has("actionReason", "done-elsewhere")
                .ran("giveAction", 0)
                .ran("closeAction", 1);
    }

    @ParameterizedTest
    @CsvSource({"Task_DoClinicalAction, nurse", "Task_DoOfficeAction, reception"})
    void isGivenToThePersonWhoWasNamed(String step, String person, Walk walk) {
        var variables = new HashMap<>(step.equals("Task_DoOfficeAction") ? OFFICE : CLINICAL);
        variables.put("actionPerson", person);
        ask(variables, walk);
        assertThat(walk.task(step).getAssignee()).isEqualTo(person);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_DoClinicalAction", "Task_DoOfficeAction", "Task_DecideOwner"})
    void escalatesEveryStepThatIsLate(String step, Walk walk) {
        to(step, walk).late(step).late(step);
    }

    @Test
    void isDueWhenTheDayIsOver(Walk walk) {
        ask(CLINICAL, walk).waitsFor("BoundaryEvent_DoClinicalActionLate", Duration.ofDays(30));
    }

    private static Walk to(String step, Walk walk) {
        return ask(
                        switch (step) {
                            case "Task_DoClinicalAction" -> CLINICAL;
                            case "Task_DoOfficeAction" -> OFFICE;
                            default -> NOBODY;
                        },
                        walk)
                .waitsAt(step);
    }

    private static Walk ask(Map<String, Object> owner, Walk walk) {
        var opened = new HashMap<String, Object>(Map.of(
                "patientId", "patient-1",
                "reference", "K7QM-2XWD",
                "site", "north",
                "serviceLine", "general-practice",
                "priority", "routine",
                "actionAskedIn", "clinician",
                "dueBy", Date.from(EngineClock.now().plus(Duration.ofDays(30)))));
        opened.putAll(owner);
        return walk.startByForm(
                "clinician",
                Map.of(
                        "reference", "K7QM-2XWD",
                        "actionKind", "make-call",
                        "actionOwner", "not-decided",
                        "actionDueDate",
                                LocalDate.ofInstant(EngineClock.now(), ZoneOffset.UTC)
                                        .plusDays(29)
                                        .toString()),
                opened);
    }
}
