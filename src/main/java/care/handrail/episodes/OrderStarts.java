package care.handrail.episodes;

import care.handrail.access.AccessRefusedException;
import care.handrail.access.CurrentStaff;
import care.handrail.access.DataClass;
import care.handrail.access.Staff;
import care.handrail.episodes.store.EpisodeStore;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import care.handrail.results.Orders;
import care.handrail.results.ResultVariables;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Places the order of a test for the patient of the episode that the form names. */
@Component
class OrderStarts implements PathwayStarts {

    private final EpisodeStore episodes;
    private final Orders orders;

    OrderStarts(EpisodeStore episodes, Orders orders) {
        this.episodes = episodes;
        this.orders = orders;
    }

    @Override
    public boolean handles(String processId) {
        return processId.equals(Orders.PROCESS);
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        var reference = ResultVariables.REFERENCE.name();
        var episode = EpisodeReference.read(String.valueOf(operational.get(reference)))
                .flatMap(episodes::withReference)
                .orElseThrow(() -> new InvalidFormException(Map.of(
                        reference,
                        "There is no episode with this reference. It stands on the card of each work item, for example"
                                + " K7QM-2XWD.")));
        var clinician =
                CurrentStaff.get().map(Staff::userId).orElseThrow(() -> new AccessRefusedException("Sign in first."));
        var expectedBy = (Date) Objects.requireNonNull(operational.get(ResultVariables.RESULT_EXPECTED_BY.name()));
        var placed = orders.place(
                new Orders.About(
                        episode.patientId(), episode.getId(), episode.site(), episode.serviceLine(), clinician),
                String.valueOf(operational.get(ResultVariables.TEST_KIND.name())),
                expectedBy.toInstant());
        var variables = new HashMap<String, Object>();
        variables.put(ResultVariables.PATIENT_ID.name(), episode.patientId());
        variables.put(reference, placed.number());
        variables.put(ResultVariables.SITE.name(), episode.site());
        variables.put(ResultVariables.SERVICE_LINE.name(), episode.serviceLine());
        variables.put(ResultVariables.PRIORITY.name(), ResultVariables.ROUTINE);
        return new Opened(placed.id(), episode.patientId(), variables);
    }
}
