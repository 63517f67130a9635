/** The table that the audit trail is kept in. */
@NullMarked
package care.handrail.audit.store;

import org.jspecify.annotations.NullMarked;
