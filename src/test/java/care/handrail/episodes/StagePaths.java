package care.handrail.episodes;

import care.handrail.testing.paths.Walk;
import java.util.Map;
import java.util.TreeMap;

/** What the path tests of the stages of an episode have in common. */
final class StagePaths {

    /** What every stage is given. */
    static final Map<String, Object> ENVELOPE = Map.of(
            "patientId", "patient-1",
            "reference", "K7QM-2XWD",
            "site", "south",
            "serviceLine", "mental-health",
            "priority", "soon",
            "urgency", "urgent");

    private StagePaths() {}

    /** Returns the map with more entries. */
    static Map<String, Object> with(Map<String, Object> map, Object... more) {
        var result = new TreeMap<>(map);
        for (int i = 0; i < more.length; i += 2) {
            result.put((String) more[i], more[i + 1]);
        }
        return result;
    }

    /** Returns the map without an entry. */
    static Map<String, Object> without(Map<String, Object> map, String key) {
        var result = new TreeMap<>(map);
        result.remove(key);
        return result;
    }

    /** Says at the open step that it cannot go on, and asserts that the hold-up is given what it needs. */
    static Walk heldUp(Walk walk, String step, String userId, String outcome) {
        return walk.complete(step, userId, Map.of(outcome, "cannot-go-on", "holdUpReason", "waiting-for-others"))
                .waitsAt("Return_HoldUp")
                .calledWith("HoldUp", with(ENVELOPE, "holdUpReason", "waiting-for-others"));
    }
}
