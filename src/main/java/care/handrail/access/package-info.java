/** Staff, their roles, and which classes of data each role may see. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "audit"})
@NullMarked
package care.handrail.access;

import org.jspecify.annotations.NullMarked;
