package care.handrail.pathways;

import java.util.Map;

/**
 * The half-filled forms of the signed-in person's own work items. They are kept on the server, in the letter store,
 * never in a browser.
 */
public interface WorkItemDrafts {

    /**
     * Keeps a half-filled form, replacing the person's earlier draft of the work item. Permission: whoever claimed it.
     * Values are checked for known keys and sizes only; the form's rules wait until it is submitted.
     *
     * @param values form values by field key; null for a field that is empty
     * @throws InvalidFormException one sentence per field that cannot be kept
     * @throws care.handrail.access.AccessRefusedException when the work item is not the person's
     * @throws WorkItemTakenException when it is no longer open
     */
    void save(String workItemId, Map<String, ?> values);

    /** Returns the person's draft of the work item; empty when there is none. Permission: whoever claimed it. */
    Map<String, Object> read(String workItemId);
}
