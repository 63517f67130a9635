/** Signing in and out, and the first page. */
@NullMarked
package care.handrail.access.web;

import org.jspecify.annotations.NullMarked;
