package care.handrail.patients.store;

import care.handrail.patients.DuplicateDecision;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

/** Who looks alike, and what people decided. */
public interface PossibleDuplicateTable extends CrudRepository<PossibleDuplicate, String> {

    /** Returns what the last search of the episode found and nobody has decided, in the order in which it is shown. */
    @Query("select d from PossibleDuplicate d where d.episodeId = ?1 and d.decision is null order by d.place")
    List<PossibleDuplicate> undecided(String episodeId);

    /** Forgets what an earlier search of the episode found, as far as nobody decided. */
    @Modifying
    @Query("delete from PossibleDuplicate d where d.episodeId = ?1 and d.decision is null")
    void forgetUndecided(String episodeId);

    /** Returns the decisions in force that concern one of the patients, on either side. */
    @Query("select d from PossibleDuplicate d where d.decision in ?2 and d.undoneAt is null"
            + " and (d.patientId in ?1 or d.candidateId in ?1)")
    List<PossibleDuplicate> inForce(Collection<String> patientIds, Collection<DuplicateDecision> decisions);
}
