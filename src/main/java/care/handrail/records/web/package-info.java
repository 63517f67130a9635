/** The REST interface of this room. */
@NullMarked
package care.handrail.records.web;

import org.jspecify.annotations.NullMarked;
