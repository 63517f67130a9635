/** The append-only trail of who saw or did what. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package care.handrail.audit;

import org.jspecify.annotations.NullMarked;
