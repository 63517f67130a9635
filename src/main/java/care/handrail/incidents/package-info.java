/** Safety incidents and near misses; today: opening a record in an emergency, and the review of it. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records", "patients", "episodes"})
@NullMarked
package care.handrail.incidents;

import org.jspecify.annotations.NullMarked;
