package care.handrail.results.store;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Finds and keeps orders of tests. */
public interface TestOrderStore extends JpaRepository<TestOrder, String> {

    @Query("select o from TestOrder o where o.number = :number")
    Optional<TestOrder> withNumber(String number);

    @Query("select o from TestOrder o where o.patientId = :patientId order by o.placedAt desc, o.id")
    List<TestOrder> ofPatient(String patientId);
}
