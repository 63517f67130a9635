/** Who a patient is: registration, identity and possible duplicates. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records"})
@NullMarked
package care.handrail.patients;

import org.jspecify.annotations.NullMarked;
