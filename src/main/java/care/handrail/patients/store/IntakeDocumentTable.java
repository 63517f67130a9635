package care.handrail.patients.store;

import care.handrail.patients.intake.IntakeState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps documents that have arrived. */
public interface IntakeDocumentTable extends JpaRepository<IntakeDocument, String> {

    @Query(
            "select d from IntakeDocument d where d.episodeId = :episodeId and d.state in :states order by d.receivedAt, d.id")
    List<IntakeDocument> filedUnder(String episodeId, Collection<IntakeState> states);

    @Query("select d from IntakeDocument d where d.reference = :reference")
    Optional<IntakeDocument> withReference(String reference);

    @Query("select d from IntakeDocument d where d.fingerprint in :fingerprints and d.state <> :but")
    List<IntakeDocument> alike(Collection<String> fingerprints, IntakeState but);

    @Query("select d from IntakeDocument d order by d.receivedAt desc, d.id")
    List<IntakeDocument> newest(Limit most);

    @Query("select d from IntakeDocument d where d.patientId = :patientId order by d.receivedAt desc, d.id")
    List<IntakeDocument> ofPatient(String patientId);

    @Query("select d from IntakeDocument d where d.episodeId = :episodeId order by d.receivedAt desc, d.id")
    List<IntakeDocument> ofEpisode(String episodeId);

    @Query("select d from IntakeDocument d where d.id in :ids or d.episodeId in :episodeIds"
            + " order by d.receivedAt desc, d.id")
    List<IntakeDocument> inHand(Collection<String> ids, Collection<String> episodeIds);
}
