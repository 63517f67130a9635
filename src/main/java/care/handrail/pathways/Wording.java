package care.handrail.pathways;

/** What staff call the things that forms ask for. */
public interface Wording {

    /** Returns the words of a form, as the newest release that has it puts them. */
    FormWords of(String form);

    /** The words of one form. */
    interface FormWords {

        /** Returns what the form calls the field; the field's key when it does not know it. */
        String label(String field);

        /** Returns the place of the field on the form, from 0; after all others when the form does not know it. */
        int place(String field);

        /** Returns a recorded value as the form shows it: the words of a choice, a day as people write it. */
        String value(String field, Object value);
    }
}
