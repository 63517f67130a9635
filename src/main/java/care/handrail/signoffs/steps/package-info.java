/** What the diagrams of this room call. */
@NullMarked
package care.handrail.signoffs.steps;

import org.jspecify.annotations.NullMarked;
