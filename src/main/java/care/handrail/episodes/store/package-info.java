/** Keeps episodes of care in the database. */
@NullMarked
package care.handrail.episodes.store;

import org.jspecify.annotations.NullMarked;
