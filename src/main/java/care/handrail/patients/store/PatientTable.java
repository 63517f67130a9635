package care.handrail.patients.store;

import org.springframework.data.repository.CrudRepository;

/** The patients. */
public interface PatientTable extends CrudRepository<Patient, String> {}
