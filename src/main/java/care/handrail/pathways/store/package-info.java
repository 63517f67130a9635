/** The tables of this room. */
@NullMarked
package care.handrail.pathways.store;

import org.jspecify.annotations.NullMarked;
