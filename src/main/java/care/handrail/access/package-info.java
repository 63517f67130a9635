/** Staff, their roles, who treats whom, and who may do what with which class of data. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "audit"})
@NullMarked
package care.handrail.access;

import org.jspecify.annotations.NullMarked;
