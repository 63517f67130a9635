/** Tables of the room. */
@NullMarked
package care.handrail.access.store;

import org.jspecify.annotations.NullMarked;
