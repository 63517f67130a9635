/** Letters, e-mails and text messages: asked for once, sent once, and whatever does not arrive becomes somebody's work. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "audit", "access", "pathways", "records", "patients", "consent"})
@NullMarked
package care.handrail.correspondence;

import org.jspecify.annotations.NullMarked;
