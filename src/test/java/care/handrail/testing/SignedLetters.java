package care.handrail.testing;

import care.handrail.access.DataClass;
import care.handrail.signoffs.SignedItem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Something to be signed that a test writes and changes as it likes. */
public final class SignedLetters implements SignedItem {

    private final Map<String, String> letters = new ConcurrentHashMap<>();

    /** Writes the letter of an id anew. */
    public void write(String id, String letter) {
        letters.put(id, letter);
    }

    @Override
    public String kind() {
        return "letter";
    }

    @Override
    public Map<DataClass, Map<String, String>> shown(String itemId) {
        var letter = letters.get(itemId);
        if (letter == null) {
            throw new IllegalArgumentException("There is no such letter.");
        }
        return Map.of(
                DataClass.OPERATIONAL, Map.of("Service", "Physiotherapy"),
                DataClass.IDENTITY, Map.of("Name", "Ottoline Quarrie"),
                DataClass.CLINICAL, Map.of("Letter", letter));
    }
}
