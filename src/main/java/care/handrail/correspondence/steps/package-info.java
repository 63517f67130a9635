/** What the diagrams of this room call. */
@NullMarked
package care.handrail.correspondence.steps;

import org.jspecify.annotations.NullMarked;
