package care.handrail.correspondence;

import care.handrail.access.DataClass;
import care.handrail.correspondence.store.Dispatch;
import care.handrail.correspondence.store.DispatchTable;
import care.handrail.pathways.InvalidFormException;
import care.handrail.pathways.PathwayStarts;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds the letter that the post has brought back, by the reference on it, and by its mark where there were several. */
@Component
class LettersBroughtBack implements PathwayStarts {

    private static final String REFERENCE = "reference";
    private static final String MARK = "letterMark";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final DispatchTable table;
    private final Clock clock;

    LettersBroughtBack(DispatchTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public boolean handles(String processId) {
        return processId.equals("LetterCameBack");
    }

    @Override
    public Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter) {
        var toThePatient = "patient".equals(operational.get("correspondenceRecipient"));
        var dispatch = theOne(
                table.letters(String.valueOf(operational.get(REFERENCE)), toThePatient),
                String.valueOf(operational.getOrDefault(MARK, "")));
        return new Opened(
                dispatch.id(),
                dispatch.order().about().patientId(),
                dispatch.order().about().envelope());
    }

    private Dispatch theOne(List<Dispatch> letters, String mark) {
        var posted = letters.stream()
                .filter(dispatch -> dispatch.state() == DispatchState.PRINTED)
                .toList();
        if (posted.isEmpty()) {
            throw cannot(
                    REFERENCE,
                    "No letter with this reference was posted to them, or it has come back already. The reference stands"
                            + " above the address, for example K7QM-2XWD.");
        }
        // Also when only one is still in the post: another one may be entered for the second time.
        if (mark.isEmpty() && letters.size() > 1) {
            throw cannot(
                    MARK,
                    "There is more than one letter with this reference, so say which: the mark stands after the reference,"
                            + " for example 7F3A. If the letter bears none, take that of the day on which it was posted: "
                            + marks(posted) + ". A letter that is not among these has come back already.");
        }
        return posted.stream()
                .filter(dispatch -> mark.isEmpty() || dispatch.mark().equalsIgnoreCase(mark))
                .findFirst()
                .orElseThrow(() -> cannot(
                        MARK,
                        "No letter with this reference and mark was posted to them, or it has come back already. Read the"
                                + " mark again: it stands after the reference, for example 7F3A."));
    }

    private String marks(List<Dispatch> posted) {
        return posted.stream()
                .map(dispatch ->
                        DAY.withZone(clock.getZone()).format(dispatch.changedAt()) + " (" + dispatch.mark() + ")")
                .collect(Collectors.joining(", "));
    }

    private static InvalidFormException cannot(String field, String sentence) {
        return new InvalidFormException(Map.of(field, sentence));
    }
}
