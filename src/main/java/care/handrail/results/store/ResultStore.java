package care.handrail.results.store;

import care.handrail.results.ResultState;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps results. */
public interface ResultStore extends JpaRepository<Result, String> {

    @Query("select r from Result r where r.sender = :sender and r.keyPrint in :keyPrints")
    Optional<Result> sentWith(String sender, Collection<String> keyPrints);

    @Query("select r from Result r where r.sender = :sender and r.reportPrint in :reportPrints")
    List<Result> ofReport(String sender, Collection<String> reportPrints);

    @Query("select r from Result r where r.sender = :sender and r.reportPrint = :reportPrint order by r.id")
    List<Result> versions(String sender, String reportPrint);

    /** Returns all versions of a report and keeps others from changing them until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Result r where r.sender = :sender and r.reportPrint = :reportPrint order by r.id")
    List<Result> lockVersions(String sender, String reportPrint);

    /** Returns the result, and keeps others from changing any version of its report until the transaction ends. */
    default Result lock(String id) {
        var result = findById(id).orElseThrow();
        lockVersions(result.sender(), result.reportPrint());
        return result;
    }

    @Query("select r from Result r where r.patientId = :patientId order by r.issuedAt desc, r.id")
    List<Result> ofPatient(String patientId);

    @Query("select count(r) > 0 from Result r where r.patientId = :patientId and r.state in :states")
    boolean hasInState(String patientId, Collection<ResultState> states);
}
