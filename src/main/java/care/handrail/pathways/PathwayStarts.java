package care.handrail.pathways;

import care.handrail.access.DataClass;
import java.util.Map;

/**
 * Opens what a start form is about, before the process starts; a clinical room implements it for its processes.
 *
 * <p>Called by the form boundary in the engine's transaction, after validation.
 */
public interface PathwayStarts {

    /** Tells whether this room opens the starts of the process. */
    boolean handles(String processId);

    /**
     * Opens an episode (or finds the one that the form names) and returns what the process needs to know of it.
     *
     * @throws InvalidFormException when the form names something that does not exist
     */
    Opened open(String processId, Map<String, Object> operational, Map<DataClass, Map<String, Object>> letter);

    /**
     * What was opened.
     *
     * @param episodeId becomes the business key
     * @param patientId whose letter the form's values belong to
     * @param variables operational variables to start with, besides those of the form
     */
    record Opened(String episodeId, String patientId, Map<String, Object> variables) {}
}
