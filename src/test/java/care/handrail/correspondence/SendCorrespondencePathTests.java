package care.handrail.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.handrail.pathways.PathwayVariable;
import care.handrail.testing.paths.PathTest;
import care.handrail.testing.paths.Walk;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PathTest("SendCorrespondence")
class SendCorrespondencePathTests {

    private static final PathwayVariable<String> STATE = PathwayVariable.code("correspondenceState");
    private static final PathwayVariable<Boolean> SETTLED = PathwayVariable.flag("correspondenceSettled");
    private static final Map<String, Object> ENVELOPE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "north",
            "serviceLine", "general-practice",
            "priority", "routine");

    @ParameterizedTest
    @ValueSource(strings = {"sent", "printed", "suppressed-stale", "refused-consent", "given-up", "withdrawn"})
    void tellsWhoeverWaitsWhenThereIsNothingToDo(String state, Walk walk) {
        started(walk, state)
                .endedAt("EndEvent_CorrespondenceSettled")
                .ran("tellOfCorrespondence", 1)
                .ran("decideOnCorrespondence", 0);
    }

    @ParameterizedTest
    @CsvSource({
        "to-print,          Task_PrintLetter,         PrintLetter,         reception",
        "to-print-clinical, Task_PrintClinicalLetter, PrintClinicalLetter, nursing"
    })
    void givesALetterToWhoeverMayReadIt(String state, String step, String form, String queue, Walk walk) {
        started(walk, state).opens(step, form, queue);
        settling(walk, true)
                .complete(step, queue.equals("nursing") ? "nurse" : queue, Map.of("correspondenceDecision", "posted"))
                .has("correspondenceDecision", "posted")
                .endedAt("EndEvent_CorrespondenceSettled")
                .ran("decideOnCorrespondence", 1)
                .ran("tellOfCorrespondence", 1);
    }

    @ParameterizedTest
    @CsvSource({"to-print, Task_PrintLetter, reception", "to-print-clinical, Task_PrintClinicalLetter, nurse"})
    void whatCannotBePostedIsSortedOutByCareCoordination(String state, String step, String person, Walk walk) {
        started(walk, state, "failed");
        settling(walk, false)
                .complete(step, person, Map.of("correspondenceDecision", "cannot-post"))
                .opens("Task_SortOutUndelivered", "SortOutUndelivered", "care-coordination")
                .ran("tellOfCorrespondence", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "uncertain", "bounced"})
    void whatWasNotDeliveredOrIsNotCertainHasAnOwner(String state, Walk walk) {
        started(walk, state)
                .opens("Task_SortOutUndelivered", "SortOutUndelivered", "care-coordination")
                .ran("tellOfCorrespondence", 0);
        settling(walk, true)
                .complete("Task_SortOutUndelivered", "coordinator", Map.of("correspondenceDecision", "give-up"))
                .endedAt("EndEvent_CorrespondenceSettled")
                .ran("sendCorrespondence", 1)
                .ran("tellOfCorrespondence", 1);
    }

    @Test
    void isSentAgainOnlyWhenAPersonSaysSo(Walk walk) {
        started(walk, "uncertain", "sent").ran("sendCorrespondence", 1);
        settling(walk, false)
                .complete("Task_SortOutUndelivered", "coordinator", Map.of("correspondenceDecision", "send-again"))
                .ran("sendCorrespondence", 2)
                .endedAt("EndEvent_CorrespondenceSettled");
    }

    @ParameterizedTest
    @CsvSource({"to-print, BoundaryEvent_LetterWithdrawn", "to-print-clinical, BoundaryEvent_ClinicalLetterWithdrawn"})
    void asksAgainWhetherALetterIsWantedWhenThePatientSaysNo(String state, String event, Walk walk) {
        started(walk, state, "refused-consent")
                .correlate("ConsentWithdrawn", Map.of())
                .passed(event)
                .ran("sendCorrespondence", 2)
                .ran("decideOnCorrespondence", 0)
                .endedAt("EndEvent_CorrespondenceSettled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to-print", "to-print-clinical", "failed"})
    void endsAndTellsNobodyWhenItIsCalledBack(String state, Walk walk) {
        started(walk, state)
                .correlate("CorrespondenceWithdrawn", Map.of())
                .endedAt("EndEvent_CorrespondenceWithdrawn")
                .ran("tellOfCorrespondence", 0);
    }

    @Test
    void endsWhenItIsCalledBackWhileAJobWorksOnIt(Walk walk) {
        walk.where("sendCorrespondence", context -> {
            CompletableFuture.runAsync(() -> walk.engine()
                            .getRuntimeService()
                            .createMessageCorrelation("CorrespondenceWithdrawn")
                            .processInstanceBusinessKey(walk.episode())
                            .correlate())
                    .join();
            context.set(STATE, "to-print");
        });
        assertThatThrownBy(() -> walk.start(ENVELOPE)).isInstanceOf(ProcessEngineException.class);
        walk.endedAt("EndEvent_CorrespondenceWithdrawn").ran("sendCorrespondence", 1);
        assertThat(walk.engine().getManagementService().createJobQuery().count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_PrintLetter", "Task_PrintClinicalLetter"})
    void saysWhatToDoWithALetterThatIsPrintedWhenItIsCalledBack(String step, Walk walk) {
        var task = walk.models()
                .diagram("SendCorrespondence")
                .split("<bpmn:userTask id=\"" + step + "\"", 2)[1]
                .split("</bpmn:userTask>", 2)[0];
        assertThat(task).contains("\"whenCalledBack\" value=\"The letter is not wanted any more: do not post it.");
    }

    @ParameterizedTest
    @CsvSource({
        "to-print,          Task_PrintLetter",
        "to-print-clinical, Task_PrintClinicalLetter",
        "failed,            Task_SortOutUndelivered"
    })
    void escalatesEveryStepThatIsLate(String state, String step, Walk walk) {
        started(walk, state).late(step).late(step);
    }

    @Test
    void triesAsOftenAsTheSenderCountsAndWithGrowingGaps(Walk walk) {
        var cycle = Pattern.compile("<camunda:failedJobRetryTimeCycle>(.*)</camunda:failedJobRetryTimeCycle>")
                .matcher(walk.models().diagram("SendCorrespondence"));
        assertThat(cycle.find()).isTrue();
        var gaps = List.of(cycle.group(1).split(",")).stream()
                .map(java.time.Duration::parse)
                .toList();
        assertThat(gaps).isSorted().doesNotHaveDuplicates().hasSize(Sender.MOST_TRIES - 1);
    }

    private static Walk started(Walk walk, String... states) {
        var next = new ArrayDeque<>(List.of(states));
        return walk.where("sendCorrespondence", context -> context.set(STATE, next.remove()))
                .start(ENVELOPE);
    }

    private static Walk settling(Walk walk, boolean settled) {
        return walk.where("decideOnCorrespondence", context -> context.set(SETTLED, settled));
    }
}
