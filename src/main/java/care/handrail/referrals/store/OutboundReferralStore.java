package care.handrail.referrals.store;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps referrals to other services. */
public interface OutboundReferralStore extends JpaRepository<OutboundReferral, String> {

    @Query("select r from OutboundReferral r where r.reference = :reference")
    Optional<OutboundReferral> withReference(String reference);

    /** Returns the referral and keeps others from changing it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from OutboundReferral r where r.id = :id")
    Optional<OutboundReferral> lock(String id);

    @Query("select r from OutboundReferral r where r.patientId = :patientId order by r.openedAt desc, r.id desc")
    List<OutboundReferral> ofPatient(String patientId);

    /** Returns the patient's referrals that nobody has closed, and keeps others from changing them meanwhile. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from OutboundReferral r where r.patientId = :patientId and r.endedAt is null order by r.id")
    List<OutboundReferral> lockOpenOf(String patientId);
}
