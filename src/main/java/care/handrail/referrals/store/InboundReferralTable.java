package care.handrail.referrals.store;

import care.handrail.referrals.InboundState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps referrals to us. */
public interface InboundReferralTable extends JpaRepository<InboundReferral, String> {

    @Query("select r from InboundReferral r where r.sender = :sender and r.senderReference = :reference")
    Optional<InboundReferral> from(String sender, String reference);

    @Query("select r from InboundReferral r where r.reference = :reference")
    Optional<InboundReferral> withReference(String reference);

    @Query("select r from InboundReferral r where r.patientId in :patientIds and r.state <> :ended")
    List<InboundReferral> openOf(Collection<String> patientIds, InboundState ended);

    @Query("select r from InboundReferral r where r.patientId = :patientId")
    List<InboundReferral> ofPatient(String patientId);
}
