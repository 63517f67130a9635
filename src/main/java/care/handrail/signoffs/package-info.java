/** A clinician's signature under something that somebody else has written, never by its author. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records"})
@NullMarked
package care.handrail.signoffs;

import org.jspecify.annotations.NullMarked;
