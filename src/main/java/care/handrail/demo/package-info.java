/** A clinic with made-up staff and patients to try the product on; exists under the profile {@code demo} only. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"shared", "access", "pathways", "patients", "episodes"})
@NullMarked
package care.handrail.demo;

import org.jspecify.annotations.NullMarked;
