package care.handrail.referrals.store;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps reports to referrers. */
public interface ReferralReportTable extends JpaRepository<ReferralReport, String> {

    /** Returns the report and keeps others from changing it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from ReferralReport r where r.id = :id")
    Optional<ReferralReport> lock(String id);

    /** Returns the reports about an episode, the oldest first, and keeps others from changing them meanwhile. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from ReferralReport r where r.episodeId = :episodeId order by r.openedAt, r.id")
    List<ReferralReport> lockOfEpisode(String episodeId);

    @Query("select r from ReferralReport r where r.patientId = :patientId and r.settledAt is null")
    List<ReferralReport> openOf(String patientId);
}
