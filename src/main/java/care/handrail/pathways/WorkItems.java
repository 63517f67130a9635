package care.handrail.pathways;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open work items of the signed-in person: those in own queues and own claims, and nothing else.
 *
 * <p>Every verb passes through the same form boundary, visibility and audit as Tasklist. An item of somebody else's queue
 * is treated as if it did not exist.
 */
public interface WorkItems {

    /** How many items can be asked about at once. */
    int MOST_AT_ONCE = 100;

    /** Returns a page of the person's items, the most urgent first, then by due date. */
    List<WorkItem> list(int first, int most);

    /** Returns the person's items of one episode, oldest first. */
    List<WorkItem> ofEpisode(String episodeId);

    /** Returns what the person has claimed in the process, oldest first, however much else there is. */
    List<WorkItem> mine(String processId);

    /** Returns the item; empty when there is none that the person may see. */
    Optional<WorkItem> find(String id);

    /**
     * Returns whose the items are: the patient's id by the item's. An item that the person may not see is absent, and so
     * is one that belongs to no patient.
     *
     * @param ids at most {@link #MOST_AT_ONCE}
     */
    Map<String, String> patientsOf(Collection<String> ids);

    /** Makes the item the person's own. Fails when somebody else has it, or when four eyes forbid it. */
    void claim(String id);

    /** Gives an own item back to its queue. */
    void release(String id);

    /** Returns the form's values as Tasklist shows them, and records the view. */
    Map<String, Object> open(String id);

    /**
     * Completes the person's own item with the form's values.
     *
     * @throws InvalidFormException one sentence per field that is wrong
     */
    void submit(String id, Map<String, Object> values);

    /**
     * What a queue shows of an item: nothing personal.
     *
     * @param elementId id of the diagram's element, for example {@code Task_ReviewEnquiry}
     * @param episodeId opaque id of the episode
     * @param form id of the form; null when it has none
     * @param queues group ids of the queues that hold it
     * @param assignee user id of whoever claimed it; null while nobody has
     * @param due when it becomes late; null when it has no service level
     */
    record WorkItem(
            String id,
            String processId,
            String elementId,
            String name,
            String episodeId,
            @Nullable String form,
            Set<String> queues,
            @Nullable String assignee,
            int priority,
            @Nullable Instant due) {

        public WorkItem {
            queues = Set.copyOf(queues);
        }
    }
}
