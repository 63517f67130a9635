package care.handrail.pathways;

import care.handrail.access.DataClass;
import java.util.Map;
import java.util.Set;

/**
 * Supplies letter values that no form ever stored, for people to read in a work item; a room implements it as a bean.
 *
 * <p>Asked by the form boundary, in the engine's transaction, when the assignee opens the form. What is supplied is
 * shown, never kept: the boundary drops a supplied field when the form or its draft comes back.
 */
public interface LetterSource {

    /** Tells whether this source supplies the field of the form. */
    boolean supplies(String form, String field);

    /**
     * Returns the values of the named fields for the work item. A field that has nothing to show is absent.
     *
     * @param classes what the person may see; a value holds nothing of another class
     */
    Map<String, Object> values(LetterKey key, Set<String> fields, Set<DataClass> classes);
}
