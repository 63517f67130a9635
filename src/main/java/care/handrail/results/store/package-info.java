/** Orders and results as the database keeps them. */
@NullMarked
package care.handrail.results.store;

import org.jspecify.annotations.NullMarked;
