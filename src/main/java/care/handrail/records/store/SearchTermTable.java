package care.handrail.records.store;

import care.handrail.records.SearchKind;
import care.handrail.records.store.SearchTerms.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The blind indexes: keyed hashes of what patients are found by. */
@Component
class SearchTermTable {

    /** How much agreement in a kind says about two people being the same; every weight occurs once. */
    private static final Map<SearchKind, Integer> WEIGHTS = Map.of(
            SearchKind.NHS_NUMBER, 32,
            SearchKind.LOCAL_IDENTIFIER, 16,
            SearchKind.EMAIL, 8,
            SearchKind.PHONE, 7,
            SearchKind.DATE_OF_BIRTH, 6,
            SearchKind.POSTCODE, 5,
            SearchKind.NAME, 4,
            SearchKind.SURNAME, 1);

    private static final String RANK = WEIGHTS.entrySet().stream()
            .map(weight -> "when '" + weight.getKey() + "' then " + weight.getValue())
            .sorted()
            .collect(Collectors.joining(" ", "sum(distinct case KIND ", " end)"));

    private static final int INSERTED = 5;

    private final JdbcTemplate database;
    private final MasterKeys master;

    SearchTermTable(JdbcTemplate database, MasterKeys master) {
        this.database = database;
        this.master = master;
    }

    /** Adds the terms of the entries. A single statement, or none when there is nothing to look up. */
    void add(String patientId, Map<String, ? extends Map<String, ?>> valuesByEntryId) {
        var arguments = new ArrayList<Object>();
        valuesByEntryId.forEach((entryId, values) -> {
            for (var term : SearchTerms.of(values)) {
                Collections.addAll(
                        arguments,
                        patientId,
                        entryId,
                        term.kind().name(),
                        hash(master.primary(), term),
                        master.primary().id());
            }
        });
        if (!arguments.isEmpty()) {
            database.update(
                    "insert into RECORD_SEARCH_TERM (PATIENT_ID, ENTRY_ID, KIND, TERM, MASTER_KEY_ID) values "
                            + Sql.rows(arguments.size() / INSERTED, INSERTED),
                    arguments.toArray());
        }
    }

    /** Puts the terms of an amended entry in the place of its former ones, by which it is not found any more. */
    void replace(String patientId, String entryId, Map<String, ?> values) {
        database.update("delete from RECORD_SEARCH_TERM where PATIENT_ID = ? and ENTRY_ID = ?", patientId, entryId);
        add(patientId, Map.of(entryId, values));
    }

    /** Returns the patient's entries whose terms were written with another than the primary master key. */
    List<String> entriesToIndexAnew(String patientId) {
        return database.queryForList(
                "select distinct ENTRY_ID from RECORD_SEARCH_TERM where PATIENT_ID = ? and MASTER_KEY_ID <> ?",
                String.class,
                patientId,
                master.primary().id());
    }

    /**
     * Returns the patients who have at least one of the terms, those with the strongest agreement first. They are looked
     * for under every master key, because the terms of some may still have to be written anew.
     */
    List<String> patientsWithAny(Collection<Term> terms, int limit) {
        if (terms.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<Object>(hashes(terms));
        arguments.add(limit);
        return database.queryForList(
                "select PATIENT_ID from RECORD_SEARCH_TERM where TERM in (" + Sql.marks(arguments.size() - 1)
                        + ") group by PATIENT_ID order by " + RANK + " desc, PATIENT_ID limit ?",
                String.class,
                arguments.toArray());
    }

    /** Returns the patients who have at least one term of each of the sets, those with the strongest agreement first. */
    List<String> patientsWithAll(List<Set<Term>> sets, int limit) {
        if (sets.isEmpty() || sets.stream().anyMatch(Set::isEmpty)) {
            return List.of();
        }
        var any = sets.stream().flatMap(set -> hashes(set).stream()).toList();
        var arguments = new ArrayList<Object>(any);
        arguments.addAll(any);
        arguments.add(limit);
        int keys = master.all().size();
        var each = sets.stream()
                .map(set -> "max(case when TERM in (" + Sql.marks(set.size() * keys) + ") then 1 else 0 end) = 1")
                .collect(Collectors.joining(" and "));
        return database.queryForList(
                "select PATIENT_ID from RECORD_SEARCH_TERM where TERM in (" + Sql.marks(any.size())
                        + ") group by PATIENT_ID having " + each + " order by " + RANK + " desc, PATIENT_ID limit ?",
                String.class,
                arguments.toArray());
    }

    /** Returns what stands for the terms, under every master key. */
    private List<byte[]> hashes(Collection<Term> terms) {
        return master.all().stream()
                .flatMap(key -> terms.stream().map(term -> hash(key, term)))
                .toList();
    }

    private static byte[] hash(MasterKey key, Term term) {
        return key.searchTerm(term.kind(), term.normalised());
    }
}
