/** Signing in and out, the first page, accounts and sessions, and what compliance sees of the audit trail. */
@NullMarked
package care.handrail.access.web;

import org.jspecify.annotations.NullMarked;
