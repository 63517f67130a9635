/** A clinician's signature under something that somebody else has written, by two eyes that are not the author's. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records"})
@NullMarked
package care.handrail.signoffs;

import org.jspecify.annotations.NullMarked;
