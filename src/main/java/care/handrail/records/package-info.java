/** The encrypted, versioned store of personal and clinical data; it knows a patient only by id. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared", "audit", "access", "pathways"})
@NullMarked
package care.handrail.records;

import org.jspecify.annotations.NullMarked;
