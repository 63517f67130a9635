/** What the diagrams of this room call. */
@NullMarked
package care.handrail.results.steps;

import org.jspecify.annotations.NullMarked;
