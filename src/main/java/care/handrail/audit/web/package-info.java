/** Gives every request the id and the client's address that the audit trail and the logs carry. */
@NullMarked
package care.handrail.audit.web;

import org.jspecify.annotations.NullMarked;
