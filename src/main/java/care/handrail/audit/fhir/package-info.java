/** Writes rows of the trail as FHIR AuditEvent resources. */
@NullMarked
package care.handrail.audit.fhir;

import org.jspecify.annotations.NullMarked;
