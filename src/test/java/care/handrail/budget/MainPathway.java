package care.handrail.budget;

import static org.assertj.core.api.Assertions.assertThat;

import care.handrail.demo.Answers;
import care.handrail.demo.Answers.Answer;
import care.handrail.pathways.model.FormModel;
import care.handrail.testing.CountingDataSource;
import care.handrail.testing.CountingDataSource.Trace;
import care.handrail.testing.EngineClock;
import care.handrail.testing.FormFiller;
import care.handrail.testing.PathwayOverHttp;
import care.handrail.testing.paths.Models;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The way of one patient from enquiry to discharge, and what each step of it sends to the database. */
final class MainPathway {

    /** What the name of a step ends with that only reads. */
    static final String OPEN = " open";

    /** The steps that no request causes. */
    static final String JOB = "follow-up date reached";

    static final String TOLD = "signature told";

    /** After this outcome the patient waits for the day of the follow-up. */
    private static final String TREATED = "complete";

    /** All who walk share it, so that the search for duplicates always finds somebody to compare, and never a match. */
    private static final Map<String, Object> POSTCODE = Map.of("postcode", "ZZ99 3WZ");

    private static final Models MODELS = Models.ofProduct();
    private static final Answers ANSWERS = Answers.read();

    private MainPathway() {}

    /**
     * Leads one patient through and another one after that, and returns what each step of the second one sent, by name:
     * the first one fills the caches, which are warm wherever a clinic works.
     */
    static Map<String, Trace> walk(Place place) {
        leadThrough(place);
        return leadThrough(place);
    }

    private static Map<String, Trace> leadThrough(Place place) {
        var traces = new LinkedHashMap<String, Trace>();
        var enquiry = new LinkedHashMap<>(PathwayOverHttp.someoneNew());
        enquiry.putAll(POSTCODE);
        var start = form("StartEnquiry");
        var values = FormFiller.needed(start, enquiry);
        traces.put("start", CountingDataSource.trace(() -> place.start(start, values)));
        for (var outcome : PathwayOverHttp.MAIN_PATHWAY) {
            var others = place.messages();
            workOn(place, place.workItem(), outcome, enquiry, traces);
            place.messages().stream()
                    .filter(job -> !others.contains(job))
                    .forEach(job -> traces.put(name(TOLD, traces), CountingDataSource.trace(() -> place.run(job))));
            if (outcome.equals(TREATED)) {
                var job = place.job();
                traces.put(JOB, CountingDataSource.trace(() -> place.run(job)));
            }
        }
        assertThat(place.outcome()).isEqualTo("discharged");
        return traces;
    }

    private static void workOn(
            Place place, Place.Item item, String outcome, Map<String, Object> enquiry, Map<String, Trace> traces) {
        var answer = answer(item, outcome);
        var form = form(item.form());
        var given = new LinkedHashMap<String, Object>();
        if (answer.keep()) {
            enquiry.forEach((key, value) ->
                    form.field(key).filter(field -> !field.ignored()).ifPresent(field -> given.put(key, value)));
        }
        given.putAll(answer.values());
        var values = FormFiller.needed(form, given);
        var userId = answer.by().get(0);
        var name = name(item.form(), traces);
        traces.put(name + " claim", CountingDataSource.trace(() -> place.claim(item.id(), userId)));
        traces.put(name + OPEN, CountingDataSource.trace(() -> place.open(item.id(), userId)));
        traces.put(name + " complete", CountingDataSource.trace(() -> place.complete(item.id(), userId, form, values)));
    }

    /** Tells the second signature of the pathway from the first. */
    private static String name(String step, Map<String, Trace> traces) {
        return traces.keySet().stream().anyMatch(before -> before.startsWith(step)) ? "second " + step : step;
    }

    private static Answer answer(Place.Item item, String outcome) {
        return ANSWERS.with(outcome, LocalDate.ofInstant(EngineClock.now(), ZoneOffset.UTC)).stream()
                .filter(answer -> answer.form().equals(item.form()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(item.form() + " cannot end with " + outcome));
    }

    private static FormModel form(String id) {
        return FormModel.read(id + ".form", MODELS.form(id).getBytes(StandardCharsets.UTF_8));
    }
}
