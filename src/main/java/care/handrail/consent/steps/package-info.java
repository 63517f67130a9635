/** What the diagrams of this room call. */
@NullMarked
package care.handrail.consent.steps;

import org.jspecify.annotations.NullMarked;
