/** Who a patient is: registration, identity, possible duplicates, and the documents that arrive. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records"})
@NullMarked
package care.handrail.patients;

import org.jspecify.annotations.NullMarked;
