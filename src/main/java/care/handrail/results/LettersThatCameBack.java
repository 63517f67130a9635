package care.handrail.results;

import care.handrail.correspondence.Correspondence;
import care.handrail.pathways.LateMessages;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Hears what becomes of a letter after it has closed a result. */
@Component
class LettersThatCameBack implements LateMessages {

    private final Results results;

    LettersThatCameBack(Results results) {
        this.results = results;
    }

    @Override
    public Optional<String> take(String message, String key, Map<String, Object> variables) {
        return message.equals(Correspondence.SETTLED)
                ? results.letterSettled(
                        key,
                        String.valueOf(variables.get(Correspondence.CORRESPONDENCE_ID.name())),
                        String.valueOf(variables.get(Correspondence.CORRESPONDENCE_OUTCOME.name())))
                : Optional.empty();
    }
}
