package care.handrail.records;

import care.handrail.access.DataClass;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is recorded of patients: read, amended and searched. Forms write through
 * {@link care.handrail.pathways.LetterStore}.
 *
 * <p>Permission is the caller's to decide and, but for amendments, the caller's to audit: this room knows neither roles
 * nor care teams. Everything joins the caller's transaction.
 */
public interface Records {

    /** How many patients a search answers at most. */
    int MAX_FOUND = 200;

    /** Returns the newest version of each entry of the episode in the classes, oldest entry first. */
    List<Entry> entries(String episodeId, Set<DataClass> classes);

    /** Returns every version of each entry of the patient in the classes, the newest entry and its newest version first. */
    List<Entry> everythingOf(String patientId, Set<DataClass> classes);

    /** Returns every version of the entry, the first one first; empty when there is no such entry. */
    List<Entry> versions(String entryId);

    /**
     * Corrects what an entry says, as a new version; the earlier ones are kept. Fields that are not named stay as they
     * are. The entry keeps its place in time: where a later form says something else, that stays the newest value.
     * Audited here.
     *
     * @param version the version that the person saw
     * @param changes new values by field key; an empty text says that there is none
     * @param reason why, in the person's words; never blank
     * @param author user id of the person
     * @return those of the changed fields whose newest value still comes from a later entry of the patient, which may
     *     need the same correction
     * @throws AmendedMeanwhileException when somebody else amended the entry since
     * @throws care.handrail.pathways.InvalidFormException when a value cannot be kept, with one sentence per field
     */
    Set<String> amend(String entryId, int version, Map<String, Object> changes, String reason, String author);

    /**
     * Returns the ids of the patients of whom some entry says the value, at most {@link #MAX_FOUND}. Former values find
     * a patient too; amended ones do not. A value that is not of the kind, such as a telephone number of two digits,
     * finds nobody.
     *
     * @param kind any but {@link SearchKind#NAME}, which needs two values: see {@link #candidates}
     */
    List<String> findPatients(SearchKind kind, String value);

    /**
     * Returns the ids of the patients who agree with the values in at least one of the kinds, those that agree in most
     * kinds first. A single query. The patient whose values they are is among them when they have been written.
     *
     * @param values by field key, as in {@link LetterFields}; other keys are passed over
     * @param limit at least 1, at most {@link #MAX_FOUND}
     */
    List<String> candidates(Map<String, ?> values, Set<SearchKind> anyOf, int limit);

    /**
     * Returns the ids of the patients of whom all of the values are said, those that agree in most kinds first. A single
     * query. Former values find a patient too; amended ones do not.
     *
     * <p>A name is looked for by its sound and the other name's initial, in either order; another initial is let pass where
     * something else fits besides.
     *
     * @param values surname, given name, date of birth, NHS number and telephone by field key, as in {@link LetterFields};
     *     a value that is not of its kind finds nobody, and so does a given name alone
     * @param nearly whether one of the two names is enough, and with it the year or the day and month of birth
     * @param limit at least 1, at most {@link #MAX_FOUND}
     */
    List<String> findPatients(Map<String, ?> values, boolean nearly, int limit);

    /**
     * Returns the newest value of every field of class identity or contact, over all episodes, by field key. Empty when
     * there is none.
     *
     * @throws UnreadableRecordException when any of it cannot be read
     */
    Map<String, Object> identityOf(String patientId);

    /**
     * Returns the same of several patients, by patient id. A single query. A patient of whom nothing is recorded is absent,
     * and so is one of whom anything cannot be read, which the log tells: never is a part given for the whole.
     *
     * @param patientIds at most {@link #MAX_FOUND}
     */
    Map<String, Map<String, Object>> readableIdentities(Collection<String> patientIds);

    /**
     * Returns keyed fingerprints of the text, each 64 hexadecimal digits: the same for the same text, and of no use to
     * somebody who has the database but not the key. The first one is to be kept; a fingerprint that was kept under an
     * earlier master key is found among the others for as long as that key is given.
     */
    List<String> fingerprints(String text);
}
