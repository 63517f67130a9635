package care.handrail.correspondence;

import care.handrail.access.DataClass;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Finds the letter that the post has brought back, by the reference on it. */
@Component
class LettersBroughtBack implements PathwayStarts {

    private static final String REFERENCE = "reference";

    private final DispatchTable table;

    LettersBroughtBack(DispatchTable table) {
        this.table = table;
    }

    @Override
    public boolean handles(String processId) {
        return processId.equals("LetterCameBack");
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        var toThePatient = "patient".equals(operational.get("correspondenceRecipient"));
        var dispatch = table.posted(String.valueOf(operational.get(REFERENCE)), toThePatient)
                .orElseThrow(() -> new InvalidFormException(Map.of(
                        REFERENCE,
                        "No letter with this reference was posted to them, or it has come back already. The reference stands"
                                + " above the address, for example K7QM-2XWD.")));
        return new Opened(
                dispatch.id(),
                dispatch.order().about().patientId(),
                dispatch.order().about().envelope());
    }
}
