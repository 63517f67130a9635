package care.handrail.episodes.store;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps episodes. */
public interface EpisodeStore extends JpaRepository<Episode, String> {

    @Query("select e from Episode e where e.reference = :reference")
    Optional<Episode> withReference(String reference);

    @Query("select e from Episode e where e.source = :source and e.sourceReference = :sourceReference")
    Optional<Episode> from(String source, String sourceReference);

    /** Returns the running episodes of the patients and keeps others from changing them until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Episode e where e.patientId in :patientIds and e.endedAt is null order by e.id")
    List<Episode> lockRunningOf(Collection<String> patientIds);

    @Query("select e from Episode e where e.patientId = :patientId order by e.openedAt desc, e.id desc")
    List<Episode> ofPatient(String patientId);

    /** Returns the episode and keeps others from changing it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Episode e where e.id = :id")
    Optional<Episode> lock(String id);

    /** Returns all episodes of the patient and keeps others from changing them until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Episode e where e.patientId = :patientId order by e.id")
    List<Episode> lockAllOf(String patientId);
}
