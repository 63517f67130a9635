package care.handrail.pathways;

import care.handrail.access.DataClass;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Where the letter fields of a form live; the records room implements it.
 *
 * <p>Called in the engine's transaction. Permission has been decided by the caller, who names the classes that the
 * person may see.
 */
public interface LetterStore {

    /**
     * Keeps the submitted values as new entries of the episode and discards the work item's drafts. A field that the
     * person left empty is handed over with an empty text: it then has no newest value, rather than an older one.
     *
     * @throws InvalidFormException when a text or the form is too long to be kept
     */
    void write(LetterKey key, Map<DataClass, Map<String, Object>> values, String author);

    /**
     * Returns the newest value of each named field within the episode, for the fields whose stored class is among
     * {@code classes}. A field that was never written, or was left empty by the newest form that holds it, is absent.
     */
    Map<String, Object> latest(String patientId, String episodeId, Set<String> fields, Set<DataClass> classes);

    /**
     * Keeps the half-filled form of a work item, replacing the person's earlier draft of it. An empty text is kept too.
     *
     * @throws InvalidFormException when a text or the form is too long to be kept
     */
    void saveDraft(LetterKey key, Map<String, Object> values, String author);

    /**
     * Hands everybody's drafts of a work item on to the one that takes its place: the same step of the same episode, put
     * back. Each stays its author's. One that cannot be read stays where it is.
     */
    void handDraftsOn(String workItemId, String toWorkItemId);

    /** Tells whether the person has a draft of the work item. */
    boolean hasDraft(String workItemId, String author);

    /** Returns when each of the work items was last saved by anybody; one that has no draft is absent. */
    Map<String, Instant> draftsSaved(Collection<String> workItemIds);

    /** Returns the person's draft of the work item; empty when there is none. */
    Map<String, Object> draft(LetterKey key, String author);
}
